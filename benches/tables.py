#!/usr/bin/env python3
"""Tables of PDFs by vanban, pdfplumber, camelot (lattice) and PyMuPDF, side by side.

    python3 -m venv target/tables-venv
    target/tables-venv/bin/pip install pdfplumber camelot-py pymupdf
    target/tables-venv/bin/python benches/tables.py

Each other tool's fragments are joined over pages by one rule: as many columns, the header said again left out, a row
without a first cell joined to the row above. Cells are compared as `score_records.py` does, titles left out, since
only vanban reads them. PyMuPDF loses spaces and
parts marked letters in these files, so that a second column compares cells without any spaces. Times are wall-clock seconds on one thread inside a process that has started, imports and
start-up left out, from the file to its cells: for vanban `cargo bench --bench tables` (reader, layout, structure; no
recognition, no restoration), for the others one call of their table finder over all pages. The fastest of some runs
counts, for every tool.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def words(cell):
    return " ".join(str(cell or "").split())


def by_pdfplumber(path):
    import pdfplumber
    with pdfplumber.open(path) as pdf:
        return [table for page in pdf.pages for table in page.extract_tables()], len(pdf.pages)


def by_camelot(path):
    import camelot
    tables = camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)
    return [table.df.values.tolist() for table in tables], None


def by_pymupdf(path):
    import pymupdf
    with pymupdf.open(path) as pdf:
        return [table.extract() for page in pdf for table in page.find_tables().tables], len(pdf)


def by_vanban(reader, files):
    """Tables, pages and seconds of all files, from one process."""
    out = subprocess.run([*reader, *map(str, files)], capture_output=True, text=True, check=True, cwd=ROOT)
    found = [json.loads(line) for line in out.stdout.splitlines() if line.startswith("{")]
    return {Path(f["file"]): (f["tables"], f["pages"], f["seconds"]) for f in found}


def joined(fragments):
    """Fragments of tables to tables: the same rule for every tool."""
    tables = []
    for fragment in fragments:
        rows = [[words(cell) for cell in row] for row in fragment if any(words(cell) for cell in row)]
        if not rows:
            continue
        last = tables[-1] if tables else None
        if last and len(last["columns"]) == len(rows[0]):
            if [c.lower() for c in rows[0]] == [c.lower() for c in last["columns"]]:
                rows = rows[1:]
                fresh = False
            else:
                fresh = rows[0][0].lower() in ("tt", "stt")
            if not fresh:
                for row in rows:
                    if not row[0] and last["rows"]:
                        above = last["rows"][-1]
                        last["rows"][-1] = [words(f"{a} {b}") for a, b in zip(above, row)]
                    else:
                        last["rows"].append(row)
                continue
        tables.append({"columns": rows[0], "rows": rows[1:]})
    return tables


def squeezed(tables):
    """The same tables without spaces in their cells."""
    def squeeze(row):
        return ["".join(cell.split()) for cell in row]
    return [{"columns": squeeze(t["columns"]), "rows": [squeeze(row) for row in t["rows"]]} for t in tables]


def cells(scorer, gold, out):
    """Right cells, cells meant, cells read."""
    def alike(g, o):
        return scorer.ratio(" | ".join(g["columns"]), " | ".join(o["columns"]))
    meant = sum(len(t["columns"]) * len(t["rows"]) for t in gold)
    right = read = 0
    for gi, oi in scorer.pair_up(gold, out, alike, 0.5):
        g, o = gold[gi], out[oi]
        read += sum(len(row) for row in o["rows"])
        pairs = scorer.pair_up(g["rows"], o["rows"], lambda a, b: scorer.ratio(" ".join(a), " ".join(b)), 0.6)
        for a, b in pairs:
            row = list(o["rows"][b]) + [""] * len(g["columns"])
            for want, got in zip(g["rows"][a], row):
                right += scorer.ratio(want, got) >= 0.95 or not (scorer.norm(want) or scorer.norm(got))
    return right, meant, max(read, right)


def documents():
    for record in sorted(ROOT.glob("fixtures/*/record.json")):
        yield record.with_name("plan.pdf"), record
    for pdf in sorted(ROOT.glob("corpus/*.pdf")):
        yield pdf, ROOT / "fixtures" / pdf.stem / "record.json"
    for pdf in sorted(SHARED.glob("real/typeset/*.pdf")):
        # Viet Tri's letterhead is filled in where it was set; its tables are those of the broken layer's record.
        yield pdf, SHARED / "gold" / f"{pdf.stem}.json"


def timed(tool, pdf, runs):
    """What the tool found, and the seconds of its fastest run."""
    least = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        found = tool(pdf)
        least = min(least, time.perf_counter() - start)
    return found, least


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--reader", help="a built tables bench; otherwise cargo builds and runs it")
    ap.add_argument("--only", default="", help="documents whose path holds this")
    ap.add_argument("--runs", type=int, default=2, help="runs of each other tool")
    args = ap.parse_args()
    sys.path.insert(0, str(SHARED / "eval"))
    import score_records as scorer
    import camelot, pdfplumber, pymupdf  # noqa: F401, E401  their start-up is not timed
    cargo = ["cargo", "bench", "-q", "-p", "vanban-benches", "--bench", "tables", "--"]
    work = []
    for pdf, record in documents():
        gold = json.loads(record.read_text(encoding="utf-8")).get("tables") if record.is_file() else None
        if gold and pdf.is_file() and args.only in str(pdf):
            work.append((pdf, gold))
    reader, files = [args.reader] if args.reader else cargo, [pdf for pdf, _ in work]
    ours = by_vanban(reader, files)
    tools = {"pdfplumber": by_pdfplumber, "camelot lattice": by_camelot, "PyMuPDF": by_pymupdf}
    totals = {name: [0, 0, 0, 0.0, 0, 0, 0, 0] for name in ["vanban", *tools]}
    pages = sum(ours[pdf][1] for pdf, _ in work)
    for pdf, gold in work:
        read = {"vanban": (ours[pdf][0], ours[pdf][2])}
        for name, tool in tools.items():
            try:
                (found, _), seconds = timed(tool, pdf, args.runs)
                read[name] = (joined(found), seconds)
            except Exception as error:  # a tool that fails on a file has read nothing of it
                print(f"{name}: {pdf}: {error}", file=sys.stderr)
                read[name] = ([], 0.0)
                totals[name][4] += 1
        for name, (tables, seconds) in read.items():
            counted = cells(scorer, gold, tables)
            for i, value in enumerate(counted):
                totals[name][i] += value
            for i, value in enumerate(cells(scorer, squeezed(gold), squeezed(tables)), 5):
                totals[name][i] += value
            totals[name][3] += seconds
            print(f"{name}: {pdf.parent.name}/{pdf.name}: {counted[0]} of {counted[1]} cells, {seconds:.3f} s", file=sys.stderr)
    # Other work on the machine slows whoever runs while it runs: vanban is timed again after the others.
    again = by_vanban(reader, files)
    totals["vanban"][3] = sum(min(ours[pdf][2], again[pdf][2]) for pdf in files)
    print(f"{len(work)} documents, {pages} pages")
    print("| tool | cells F1 | without spaces | seconds | pages per second | failed |\n|---|---|---|---|---|---|")

    def f1(right, meant, read):
        return 2 * right / (meant + read) if meant + read else 1.0

    for name, (right, meant, read, seconds, failed, *bare) in totals.items():
        speed = pages / seconds if seconds else 0
        print(f"| {name} | {f1(right, meant, read):.4f} | {f1(*bare):.4f} | {seconds:.2f} | {speed:.1f} | {failed} |")


if __name__ == "__main__":
    main()
