"""Keys of clauses as a reader says them, unique in the document: "7.2(a)", "Schedule 3, Part B, 2.3(a)"."""

from __future__ import annotations

from collections import Counter, defaultdict

from knowledge.clause_stack import Node


def keys_of(nodes: list[Node]) -> dict[Node, str]:
    """A key for every node. A number repeated in another part of the document is told apart by its part or title."""
    named = _runs_to_name(nodes)
    keys: dict[Node, str] = {}
    taken: set[str] = set()
    sizes = Counter(node.run for node in nodes if node.sort == "number")
    for node in sorted(nodes, key=lambda n: (n.sort == "number", -sizes[n.run])):
        plain = ", ".join(part for part in (_frame(node, named), _own(node)) if part)
        key, count = plain, 1
        while key in taken:
            count += 1
            key = f"{plain} ({count})"
        taken.add(key)
        keys[node] = key
    return keys


def _own(node: Node) -> str:
    """A node's own part of the key: the numbers from its outermost clause down, or its title."""
    if node.sort != "number":
        return node.label
    if node.numeral is not None and (node.numeral.style == "dotted" or node.numeral.annex):
        return node.label
    above = _own(node.parent) if node.parent is not None and node.parent.sort == "number" else ""
    return joined(above, node)


def joined(above: str, node: Node) -> str:
    """7 and 2 are 7.2; 7.2 and (a) are 7.2(a); A and 1 are A.1."""
    numeral = node.numeral
    if numeral is None:
        return node.label
    if not above:
        return f"({numeral.said})" if numeral.mark in {"(", ")"} else numeral.said
    if numeral.style == "decimal" and numeral.mark not in {"(", ")"} and not above.endswith(")"):
        return f"{above}.{numeral.said}"
    return f"{above}({numeral.said})"


def _frame(node: Node, named: set[int]) -> str:
    """What stands before a node's own key: schedules and their parts always, other parts and titles where needed."""
    words = []
    inside = False
    for above in reversed(list(node.lineage)[1:]):
        inside = inside or above.sort == "container"
        if (
            above.sort == "container"
            or (above.sort == "part" and (inside or node.sort == "part"))
            or (
                above.sort in {"part", "heading", "opening"}
                and node.sort == "number"
                and node.run in named
                and above is node.under
            )
        ):
            words.append(above.label)
    return ", ".join(words)


def _runs_to_name(nodes: list[Node]) -> set[int]:
    """The counts that must be told apart by their part or title, because another count has the same numbers.

    The one that is by far the longest is the contract's own and keeps its plain numbers.
    """
    by_frame: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node in nodes:
        if node.sort == "number":
            by_frame[_frame(node, set())][node.run].add(_own(node))
    named: set[int] = set()
    for runs in by_frame.values():
        clashing = {r for r, own in runs.items() if any(own & other for o, other in runs.items() if o != r)}
        sizes = sorted(((len(runs[r]), -r) for r in clashing), reverse=True)
        if len(sizes) > 1 and sizes[0][0] >= 2 * sizes[1][0]:
            clashing.discard(-sizes[0][1])
        named |= clashing
    return named
