#!/usr/bin/env python3
"""Cut the bundled Inter fonts out of the npm package `inter-ui`.

Usage:

    python3 -m pip install fonttools==4.68.0 brotli==1.2.1
    npm pack inter-ui@4.1.1
    tar -xzf inter-ui-4.1.1.tgz
    python3 subset.py package .

The first argument is the folder of the unpacked package, the second the folder
to write to. The script downloads nothing. It writes

    Inter-Regular.ttf    Inter-SemiBold.ttf      for the program (glyf outlines, unhinted)
    Inter-Regular.woff2  Inter-SemiBold.woff2    the same fonts for web pages
    OFL.txt                                      the package's licence text
    COVERAGE.txt                                 the kept characters, as a CSS unicode-range

and reads all of it back: a font that breaks one of the rules below stops the
script with a non-zero exit code.

Same versions in, same bytes out: timestamps come from the source font, and no
optional accelerator (uharfbuzz) takes part. Another version of fontTools or
brotli may give other bytes for the same font.

What differs from the source fonts:

- Only the characters of KEPT remain, and only the layout features of FEATURES.
- 0-9 are the tabular figures, by `cmap`: resvg ignores font features, so the
  default digits have to be the tabular ones. The source never kerns them, and the
  figure space is as wide as they are, so columns of numbers line up.
- Both weights carry the typographic family and style names (IDs 16 and 17):
  without them a reader that groups by family takes "Inter SemiBold" for a
  family of its own and draws semi-bold text in regular.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# file stem -> (style name, OS/2 weight class)
FACES = {"Inter-Regular": ("Regular", 400), "Inter-SemiBold": ("SemiBold", 600)}
FAMILY = "Inter"

# First and last code point. A character that the source lacks is left out and
# reported: U+00AD, U+0149 and U+2715 in Inter 4.001.
KEPT = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1: also the no-break space, £ ¥ ± × ÷ ¹ ² ³ ¼ ½ ¾
    (0x0100, 0x017F),  # Latin Extended-A
    (0x0218, 0x021B),  # Ș ș Ț ț: present as glyphs anyway, by `locl` for Romanian
    (0x0394, 0x0394),  # Δ
    (0x039E, 0x039E),  # Ξ
    (0x03A3, 0x03A3),  # Σ
    (0x2007, 0x2007),  # figure space
    (0x2009, 0x2009),  # thin space
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2020, 0x2022),  # † ‡ •
    (0x2026, 0x2026),  # …
    (0x202F, 0x202F),  # narrow no-break space
    (0x2030, 0x2030),  # ‰
    (0x2032, 0x2033),  # ′ ″
    (0x2039, 0x203A),  # ‹ ›
    (0x2044, 0x2044),  # fraction slash
    (0x20AC, 0x20AC),  # €
    (0x20BF, 0x20BF),  # ₿
    (0x2190, 0x2193),  # ← ↑ → ↓
    (0x2197, 0x2198),  # ↗ ↘
    (0x2212, 0x2212),  # −
    (0x221A, 0x221A),  # √
    (0x221E, 0x221E),  # ∞
    (0x2248, 0x2248),  # ≈
    (0x2260, 0x2260),  # ≠
    (0x2264, 0x2265),  # ≤ ≥
    (0x2713, 0x2713),  # ✓
    (0x2715, 0x2715),  # ✕
    (0x2717, 0x2717),  # ✗
]
# `ccmp`, `mark` and `mkmk` serve combining marks, which are not kept: they would
# add 14 KB to each TTF. A shaper composes "e" + U+0301 to "é" without them.
FEATURES = ["kern", "locl"]
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]

DIGITS = range(ord("0"), ord("9") + 1)
FIGURE_SPACE = 0x2007


def main(argv):
    if len(argv) != 3:
        sys.exit("usage: subset.py PACKAGE_FOLDER OUTPUT_FOLDER")
    package, out = Path(argv[1]), Path(argv[2])
    out.mkdir(parents=True, exist_ok=True)
    coverages = set()
    for stem, (style, weight) in FACES.items():
        font = load(package, stem)
        bake_tabular_digits(font)
        missing = cut(font)
        set_names(font, style)
        font["OS/2"].usWeightClass = weight
        for suffix, flavor in ((".ttf", None), (".woff2", "woff2")):
            font.flavor = flavor
            path = out / (stem + suffix)
            font.save(path)
            coverages.add(check(path, stem, style, weight))
            print(f"{path.name}: {path.stat().st_size} bytes")
        if missing:
            print(f"{stem} lacks {ranges(missing)}")
    if len(coverages) != 1:
        sys.exit("the fonts cover different characters")
    (out / "COVERAGE.txt").write_text(coverages.pop() + "\n", encoding="ascii")
    shutil.copyfile(package / "LICENSE.txt", out / "OFL.txt")


def load(package, stem):
    """The source face with glyf outlines, from whichever container the package has."""
    for suffix in (".ttf", ".woff2"):
        for path in sorted(package.rglob(stem + suffix)):
            font = TTFont(path, recalcTimestamp=False)
            font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
            if "glyf" in font:
                return font
    sys.exit(f"no {stem} with glyf outlines under {package}")


def bake_tabular_digits(font):
    """Map 0-9 to the glyphs that the `tnum` feature would put in their place."""
    gsub = font["GSUB"].table
    tabular = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for subtable in gsub.LookupList.Lookup[index].SubTable:
                    tabular.update(subtable.mapping)
    digits = {code: tabular[font.getBestCmap()[code]] for code in DIGITS}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(digits)


def cut(font):
    """Subset in place; returns the wanted characters that the font lacks."""
    wanted = {code for first, last in KEPT for code in range(first, last + 1)}
    options = subset.Options()
    options.layout_features = FEATURES
    options.layout_scripts = ["DFLT", "latn", "grek"]
    options.name_IDs = NAME_IDS
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return wanted - set(font.getBestCmap())


def set_names(font, style):
    """Regular and SemiBold as two styles of one typographic family."""
    name = font["name"]
    full = f"{FAMILY} {style}"
    values = {
        1: FAMILY if style == "Regular" else full,
        2: "Regular",
        3: f"{font['head'].fontRevision:.3f};subset;{FAMILY}-{style}",
        4: full,
        6: f"{FAMILY}-{style}",
        16: FAMILY,
        17: style,
    }
    for name_id, value in values.items():
        name.setName(value, name_id, 3, 1, 0x409)
    name.names.sort()


def check(path, stem, style, weight):
    """Read a written font back; returns its coverage."""
    font = TTFont(path)
    cmap, advances = font.getBestCmap(), font["hmtx"].metrics
    widths = {advances[cmap[code]][0] for code in [*DIGITS, FIGURE_SPACE]}
    require(path, len(widths) == 1, f"digits of different widths: {sorted(widths)}")
    require(path, font["OS/2"].usWeightClass == weight, "wrong weight class")
    names = [font["name"].getDebugName(i) for i in (6, 16, 17)]
    require(path, names == [stem, FAMILY, style], f"wrong names: {names}")
    require(path, "glyf" in font, "no glyf outlines")
    return ranges(cmap)


def require(path, condition, problem):
    if not condition:
        sys.exit(f"{path.name}: {problem}")


def ranges(codes):
    """Code points as a CSS unicode-range."""
    runs = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(
        f"U+{first:04X}" if first == last else f"U+{first:04X}-{last:04X}" for first, last in runs
    )


if __name__ == "__main__":
    main(sys.argv)
