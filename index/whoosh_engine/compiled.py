"""See `index.compiled`."""

from index.compiled import array as array
from index.compiled import compiled as compiled
from index.compiled import out as out
