"""RESULTS.md and the summary on the terminal, from the book's lines."""

from book import TITLES

INTRO = """# What it costs, beside what people would use instead

Made by `make bench`; the figures stand in [results.json](results.json) too. **Ratios decide**: ours and the peer were
measured in turn, in the same minutes, on the same points. CPU comes first: it holds on a busy machine, wall time
(p50, p99) does not. For HTTP the CPU is that of the whole server tree, PostgreSQL's backends included, under wrk with
16 connections kept open on the same cores; wrk's own is not counted. Every figure in a table is a
median of three runs or more; points of the plot between the tables' sizes were run once.

Points: 60 % in 300 piles of 40 m, the rest even over 16 by 13 km, twelve categories, two years; 100 buurten of about
200 corners.
"""


def number(value: float) -> str:
    """Three digits that count."""
    if value == 0:
        return "0"
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def bar_of(line: dict) -> str:
    if line["bar"] is None:
        return ""
    if line["kind"] == "ratio":
        return f"at least {number(line['bar'])}x"
    return f"at most {number(line['bar'])} {line['unit']}"


def verdict(line: dict) -> str:
    """Held or missed, and a missed one by how much."""
    if line["held"] is None:
        return ""
    if line["held"]:
        return "held"
    by = line["bar"] / line["ratio"] if line["kind"] == "ratio" else line["ours"] / line["bar"]
    return f"**missed** by {number(by)}x"


def row(line: dict) -> str:
    peer = f"{number(line['peer'])} ({line['peer_name']})" if "peer" in line else ""
    ratio = f"{number(line['ratio'])}x" if "ratio" in line else ""
    ours = f"{number(line['ours'])} {line['unit']}"
    cells = [line["what"], f"{line['findings']:,}", ours, peer, ratio, bar_of(line), verdict(line)]
    return "| " + " | ".join(cells) + " |"


def part_text(name: str, part: dict) -> str:
    text = [f"## {TITLES[name]}", ""]
    text.append(
        f"{part['date']}; load of the machine {part['load_before']} before and {part.get('load_after', '?')} after."
    )
    if part["lines"]:
        text += ["", "| what | findings | ours | peer | peer / ours | bar | |", "|---|---:|---:|---:|---:|---|---|"]
        text += [row(line) for line in part["lines"]]
    if part["notes"]:
        text += ["", *(f"- {note}" for note in part["notes"])]
    return "\n".join(text) + "\n"


def not_measured(parts: dict) -> str:
    lacks = [
        f"- {TITLES[name]}: {lack['what']}: {lack['why']}."
        for name, part in parts.items()
        for lack in part["missing"]
    ]
    lacks += [f"- {title}: this part was not run." for name, title in TITLES.items() if name not in parts]
    return "## Not measured\n\n" + ("\n".join(lacks) if lacks else "Nothing was left out.") + "\n"


def report(parts: dict, machine: dict, versions: dict) -> str:
    """The whole of RESULTS.md."""
    box = f"{machine['cores']} cores ({machine['model']}), {machine['memory_gib']} GiB, {machine['system']}"
    used = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    ordered = {name: parts[name] for name in TITLES if name in parts}
    pieces = [INTRO, f"Machine: {box}.\nVersions: {used}.\n"]
    pieces.append("![Cost against the number of findings](costs.svg)\n")
    pieces += [part_text(name, part) for name, part in ordered.items()]
    pieces.append(not_measured(ordered))
    return "\n".join(pieces)


def summary(parts: dict) -> str:
    """What the terminal shows: every line with a bar."""
    lines = []
    barred = any(line["bar"] is not None for part in parts.values() for line in part["lines"])
    for name in (name for name in TITLES if name in parts):
        lines.append(TITLES[name])
        for line in (line for line in parts[name]["lines"] if line["bar"] is not None or not barred):
            against = f"{number(line['ratio'])}x {line['peer_name']}" if "ratio" in line else ""
            ours = f"{number(line['ours'])} {line['unit']}"
            said = verdict(line).replace("*", "")
            lines.append(
                f"  {line['what']:<36} {line['findings']:>9,}  {ours:>16}  {against:<32} {bar_of(line):<20} {said}"
            )
        lines += [f"  not measured: {lack['what']} ({lack['why']})" for lack in parts[name]["missing"]]
    return "\n".join(lines)
