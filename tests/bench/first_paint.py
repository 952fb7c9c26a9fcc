"""Starts Octavo with its window on a library, and ends when its list has painted papers, telling what that took."""

import gc
import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    # In the order of the program's own start.
    gc.disable()
    from octavo.gui.front import application
    from octavo.gui.starting import Program

    app = application()
    program = Program(Path(sys.argv[1]), [])

    def tell() -> None:
        wall = time.time() - float(os.environ["OCTAVO_BENCH_START"])
        papers = program.front.pane.view.model().rowCount()
        print(json.dumps({"wall": wall, "papers": papers, "modules": sorted(sys.modules)}), flush=True)
        os._exit(0 if papers else 3)

    program.front.painted.connect(tell)
    program.start()
    app.exec()


main()
