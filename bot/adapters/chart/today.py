"""A day by the hour as a small PNG: what came in, and what humans answered. Light or dark.

The library is imported where it is used: it must not slow the start of the bot. Only its object interface is used, on
the Agg canvas, and never pyplot: that one keeps every figure until it is closed.
Source: https://matplotlib.org/stable/users/explain/figure/backends.html
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ports.home import Hour, Look

_INCHES = (4.8, 1.7)
_DOTS = 260


@dataclass(frozen=True)
class _Colours:
    ground: str
    ink: str
    line: str
    came: str
    answered: str


_LOOKS = {
    Look.LIGHT: _Colours("#ffffff", "#454447", "#dddddd", "#b7c4d6", "#1d6f5c"),
    Look.DARK: _Colours("#1a1d21", "#c9cbcd", "#3a3d42", "#4d6280", "#5cc8a8"),
}


def paint(hours: Sequence[Hour], look: Look) -> bytes:
    """Implements `bot.ports.home.Painter`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine
    from matplotlib.ticker import MaxNLocator

    colours = _LOOKS[look]
    figure = Figure(
        figsize=_INCHES, dpi=_DOTS, facecolor=colours.ground, layout=ConstrainedLayoutEngine(w_pad=0.09, h_pad=0.07)
    )
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=colours.ground)
    places = range(len(hours))
    axes.bar([at - 0.2 for at in places], [one.came for one in hours], 0.38, color=colours.came, label="came in")
    axes.bar(
        [at + 0.2 for at in places], [one.answered for one in hours], 0.38, color=colours.answered, label="answered"
    )
    step = 1 if len(hours) <= 12 else 2
    axes.set_xticks(list(places)[::step], [f"{one.hour}:00" for one in hours][::step])
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_ylim(0, max(4, *(max(one.came, one.answered) for one in hours)) * 1.12 if hours else 4)
    axes.grid(axis="y", color=colours.line, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=colours.ink, labelsize=8, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(colours.line)
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2,
        frameon=False,
        fontsize=8,
        labelcolor=colours.ink,
        handlelength=1.0,
        handleheight=1.0,
        borderaxespad=0.1,
    )
    file = io.BytesIO()
    canvas.print_png(file)  # type: ignore[no-untyped-call]
    return file.getvalue()
