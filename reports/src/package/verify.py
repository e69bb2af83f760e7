#!/usr/bin/env python3
"""Checks this package with Python alone (python3 data/verify.py): every file against the manifests,
every record's form, number and link, and the tree over all records. Prints OK or what is wrong."""
import hashlib, json, pathlib, sys

bag = pathlib.Path(__file__).resolve().parent.parent
sha = lambda data: hashlib.sha256(data).digest()

def need(holds, wrong):
    if not holds:
        sys.exit("NG " + wrong)

listed = {"tagmanifest-sha256.txt"}
for manifest in ("tagmanifest-sha256.txt", "manifest-sha256.txt"):
    for line in (bag / manifest).read_text("ascii").splitlines():
        digest, name = line.split("  ", 1)
        same = (bag / name).is_file() and sha((bag / name).read_bytes()).hex() == digest
        need(same, "%s: not the file in %s" % (name, manifest))
        listed.add(name)
for path in bag.rglob("*"):
    name = path.relative_to(bag).as_posix()
    need(path.is_dir() or name in listed, name + ": in no manifest")

prefix = json.loads((bag / "data/prefix.json").read_bytes())  # the records of earlier years
seq, prev, tree = prefix["size"], prefix["last_record_sha256"], prefix["subtrees"]
tree = [bytes.fromhex(digest) for digest in tree]
for line in (bag / "data/records.ndjson").read_bytes().splitlines(True):
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":")) + "\n"
    need(canonical.encode() == line, "record %d: not in canonical form" % seq)
    need(record["seq"] == seq and record["prev"] == prev, "record %d: number or link is wrong" % seq)
    body, size = line[:-1], seq
    prev, node = sha(body).hex(), sha(b"\0" + body)
    while size % 2:  # two subtrees of one size become one (RFC 6962)
        node, size = sha(b"\1" + tree.pop() + node), size // 2
    tree.append(node)
    seq += 1
root = tree.pop() if tree else sha(b"")
while tree:
    root = sha(b"\1" + tree.pop() + root)

info = (bag / "bag-info.txt").read_text("utf-8").splitlines()
for name, value in (("Tree-Size", seq), ("Root", root.hex()), ("Last-Record", prev)):
    need("Kigen-%s: %s" % (name, value) in info, "bag-info.txt: Kigen-%s is not %s" % (name, value))
print("OK records %d to %d, root %s" % (prefix["size"], seq - 1, root.hex()))
