"""Run as a process: begins a commit or a merge, and kills itself at a stage of it."""

import os
import signal
import sys
from pathlib import Path

from index.whoosh_engine.arrays import (
    ArrayIndex,
    BulkWriter,
    IndexDocument,
    IndexWriter,
    merge_everything,
    stages,
)

if __name__ == "__main__":
    folder, action, stage = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

    def kill(reached: stages.Stage) -> None:
        if reached == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    stages.on_stage = kill
    index = ArrayIndex.open(folder)
    if action == "merge":
        merge_everything(index)
    elif action == "bulk":
        with BulkWriter(index, processes=1) as bulk:
            bulk.add(IndexDocument(id="new", texts={"body": "new"}))
            bulk.commit({"revision": 2})
    else:
        writer = IndexWriter(index)
        writer.put(IndexDocument(id="new", texts={"body": "new"}))
        writer.put(IndexDocument(id="b", texts={"body": "changed"}))
        writer.delete("a")
        writer.commit({"revision": 2})
