// What the page of an article can do with JavaScript: go from match to match, copy a reference.
import { startCopying } from "./copying.js";
import { startMatches } from "./matches.js";

const strings = JSON.parse(document.getElementById("article-strings").textContent);
startMatches(document.getElementById("matches"), strings);
startCopying(document.getElementById("copied"), strings);
