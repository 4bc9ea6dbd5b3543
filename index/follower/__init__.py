"""What brings an index level with the archive; `python -m index.follower` runs it as a process."""

from index.follower.follower import Follower
from index.follower.process import follow, follower_lock, rebuild_request

__all__ = ["Follower", "follow", "follower_lock", "rebuild_request"]
