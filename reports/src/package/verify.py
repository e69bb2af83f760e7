#!/usr/bin/env python3
"""Checks this package with nothing but Python: python3 data/verify.py
Every file against the manifests; every record: canonical form, number, link to the one before;
the tree over all records against the root in bag-info.txt. Prints OK, or the first thing wrong."""
import hashlib, json, os, sys

BAG = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sha = lambda data: hashlib.sha256(data).digest()
read = lambda path: open(os.path.join(BAG, path), "rb").read()

def stop(message):
    sys.exit("NG " + message)

listed = {"tagmanifest-sha256.txt"}
for manifest in ("tagmanifest-sha256.txt", "manifest-sha256.txt"):
    for line in read(manifest).decode("ascii").splitlines():
        digest, path = line.split("  ", 1)
        listed.add(path)
        if not os.path.isfile(os.path.join(BAG, path)) or sha(read(path)).hex() != digest:
            stop(path + ": the file is not the one in " + manifest)
for folder, _, names in os.walk(BAG):
    for name in names:
        path = os.path.relpath(os.path.join(folder, name), BAG).replace(os.sep, "/")
        if path not in listed:
            stop(path + ": the file is in no manifest")

info = dict(line.split(": ", 1) for line in read("bag-info.txt").decode("utf-8").splitlines())
prefix = json.loads(read("data/prefix.json"))  # the tree over the records of earlier years
seq, prev = prefix["size"], prefix["last_record_sha256"]
tree = [bytes.fromhex(digest) for digest in prefix["subtrees"]]
for line in read("data/records.ndjson").splitlines(keepends=True):
    try:
        body = line[:-1]
        record = json.loads(body)
        canonical = json.dumps(record, sort_keys=True, separators=(",", ":")).encode("ascii")
    except ValueError:
        stop("record %d: not JSON" % seq)
    if canonical + b"\n" != line:
        stop("record %d: not in canonical form" % seq)
    if record["seq"] != seq or record["prev"] != prev:
        stop("record %d: number or link to the record before is wrong" % seq)
    prev, node, size = sha(body).hex(), sha(b"\0" + body), seq
    while size % 2:  # two trees of equal size become one, as in RFC 6962
        node, size = sha(b"\1" + tree.pop() + node), size // 2
    tree.append(node)
    seq += 1
root = tree.pop() if tree else sha(b"")
while tree:
    root = sha(b"\1" + tree.pop() + root)
for name, value in (("Tree-Size", str(seq)), ("Root", root.hex()), ("Last-Record", prev)):
    if info["Kigen-" + name] != value:
        stop("bag-info.txt: Kigen-%s is %s, the records give %s" % (name, info["Kigen-" + name], value))
print("OK records %d to %d, root %s" % (prefix["size"], seq - 1, root.hex()))
