"""The engines under test; each is imported only when it is asked for."""

from importlib import import_module
from pathlib import Path

from bench.peers.base import Answer, Peer, folder_bytes, read_answer

__all__ = [
    "PEERS",
    "Answer",
    "Peer",
    "folder_bytes",
    "is_installed",
    "make_peer",
    "read_answer",
]

# key -> (module, class, the key of the peer whose index it reads)
PEERS: dict[str, tuple[str, str, str]] = {
    "archive": ("archive_peer", "ArchivePeer", "archive"),
    "tantivy": ("tantivy_peer", "TantivyPeer", "tantivy"),
    "tantivy-own": ("tantivy_peer", "TantivyOwnSnippetsPeer", "tantivy"),
    "fts5": ("fts5_peer", "Fts5Peer", "fts5"),
    "xapian": ("xapian_peer", "XapianPeer", "xapian"),
    "bm25s": ("bm25s_peer", "Bm25sPeer", "bm25s"),
    "whoosh": ("whoosh_peer", "WhooshPeer", "whoosh"),
    "whoosh-shared": ("whoosh_peer", "WhooshSharedSnippetsPeer", "whoosh"),
}


def is_installed(key: str) -> bool:
    """Whether the libraries of this peer are there."""
    try:
        import_module(f"bench.peers.{PEERS[key][0]}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith(("bench", "archive", "index")):
            raise
        return False
    return True


def make_peer(key: str, folder: Path) -> Peer:
    """The peer with its index in `folder`, which need not exist yet."""
    module, name, _ = PEERS[key]
    peer: Peer = getattr(import_module(f"bench.peers.{module}"), name)(folder)
    return peer
