"""costs.svg: CPU of one operation against the number of findings, both axes logarithmic. Readable in grey, no script."""

import math

# What each panel shows: part, curve, title.
PANELS = [
    ("hotspots", "hotspots", "Hotspots: one question"),
    ("locate", "locate", "Locate: all points to 100 buurten"),
    ("viewport", "viewport", "Viewport: one screen as GeoJSON"),
    ("tiles", "tile z14", "Tile: one vector tile of zoom 14"),
]
WIDE, HIGH = 1_060, 860
PANEL_WIDE, PANEL_HIGH = 300, 260
LEFT, TOP, STEP_X, STEP_Y = 80, 92, 520, 396
INK, FAINT = "#1a1a1a", "#d9d9d9"
# Told apart by shade, dash and mark, so that colour is not needed.
STYLES = [
    {"stroke": "#111111", "dash": "", "mark": "disc"},
    {"stroke": "#555555", "dash": "7 4", "mark": "square"},
    {"stroke": "#777777", "dash": "2 4", "mark": "diamond"},
]


def power(exponent: int) -> str:
    return f"{10**exponent:,}" if exponent >= 0 else f"{10.0**exponent:g}"


def thousands(count: int) -> str:
    return f"{count // 1_000_000}M" if count >= 1_000_000 else f"{count // 1_000}k"


class Panel:
    """One pair of axes. x is the number of findings, y CPU milliseconds."""

    def __init__(self, left: float, top: float, series: dict) -> None:
        self.left, self.top, self.series = left, top, series
        counts = [point[0] for points in series.values() for point in points]
        costs = [max(point[1], 1e-6) for points in series.values() for point in points]
        self.low_x, self.high_x = math.log10(min(counts)), math.log10(max(counts))
        if self.high_x == self.low_x:
            self.high_x += 1
        self.low_y = math.floor(math.log10(min(costs)))
        self.high_y = max(math.ceil(math.log10(max(costs))), self.low_y + 1)

    def x(self, count: float) -> float:
        return self.left + (math.log10(count) - self.low_x) / (self.high_x - self.low_x) * PANEL_WIDE

    def y(self, cost: float) -> float:
        share = (math.log10(max(cost, 1e-6)) - self.low_y) / (self.high_y - self.low_y)
        return self.top + (1 - share) * PANEL_HIGH

    def axes(self, title: str) -> list[str]:
        bottom, right = self.top + PANEL_HIGH, self.left + PANEL_WIDE
        out = [text(self.left, self.top - 16, title, size=15, weight="600")]
        for exponent in range(self.low_y, self.high_y + 1):
            y = self.y(10.0**exponent)
            out.append(line(self.left, y, right, y, FAINT))
            out.append(text(self.left - 8, y + 4, power(exponent), anchor="end"))
        for count in sorted({point[0] for points in self.series.values() for point in points}):
            x = self.x(count)
            out.append(line(x, bottom, x, bottom + 5, INK))
            out.append(text(x, bottom + 20, thousands(count), anchor="middle"))
        out.append(line(self.left, bottom, right, bottom, INK))
        out.append(line(self.left, self.top, self.left, bottom, INK))
        out.append(text((self.left + right) / 2, bottom + 42, "findings", anchor="middle"))
        middle = (self.top + bottom) / 2
        out.append(text(self.left - 56, middle, "CPU, milliseconds", anchor="middle", turned=True))
        return out

    def curves(self) -> list[str]:
        out = []
        labels = self.label_places()
        for (name, points), style in zip(self.series.items(), STYLES):
            if len(points) > 1:
                path = " ".join(f"{self.x(count):.1f},{self.y(cost):.1f}" for count, cost in points)
                dash = f' stroke-dasharray="{style["dash"]}"' if style["dash"] else ""
                out.append(
                    f'<polyline points="{path}" fill="none" stroke="{style["stroke"]}" stroke-width="2"{dash}/>'
                )
            out += [mark(self.x(count), self.y(cost), style) for count, cost in points]
            weight = "600" if name == "ours" else "400"
            out.append(text(self.x(points[-1][0]) + 10, labels[name], name, size=13, weight=weight))
        return out

    def label_places(self) -> dict[str, float]:
        """The height of each name at the end of its line, moved apart where two would touch."""
        ends = sorted((self.y(points[-1][1]) + 4, name) for name, points in self.series.items())
        places, last = {}, -math.inf
        for height, name in ends:
            last = max(height, last + 16)
            places[name] = last
        return places


def text(x, y, words, size=12, anchor="start", weight="400", turned=False) -> str:
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}"'
        f' fill="{INK}"{turn}>{words}</text>'
    )


def line(x1, y1, x2, y2, stroke) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}"/>'


def mark(x: float, y: float, style: dict) -> str:
    stroke = f'stroke="{style["stroke"]}" stroke-width="2"'
    if style["mark"] == "disc":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{style["stroke"]}"/>'
    if style["mark"] == "square":
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="#ffffff" {stroke}/>'
    corners = f"{x:.1f},{y - 5:.1f} {x + 5:.1f},{y:.1f} {x:.1f},{y + 5:.1f} {x - 5:.1f},{y:.1f}"
    return f'<polygon points="{corners}" fill="#ffffff" {stroke}/>'


def costs(parts: dict) -> str:
    """The whole picture; a panel without figures says so."""
    body = [
        text(24, 34, "What one operation costs as findings grow", size=20, weight="600"),
        text(24, 56, "CPU on one thread, or of the whole server tree for what goes over HTTP. Lower is better.", size=13),
    ]
    for place, (part, curve, title) in enumerate(PANELS):
        left, top = LEFT + place % 2 * STEP_X, TOP + 22 + place // 2 * STEP_Y
        series = dict(parts.get(part, {}).get("curves", {}).get(curve, {}))
        if not series:
            body.append(text(left, top - 16, title, size=15, weight="600"))
            body.append(text(left, top + 20, "not measured"))
            continue
        ordered = {"ours": series.pop("ours")} if "ours" in series else {}
        panel = Panel(left, top, {**ordered, **series})
        body += panel.axes(title) + panel.curves()
    inner = "\n".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}"'
        ' role="img" aria-label="CPU of one operation against the number of findings, four panels"'
        ' font-family="system-ui, sans-serif">\n'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>\n{inner}\n</svg>\n'
    )
