"""The fake coder lies beside the store's tests; worker processes import it too, by the same search path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
