#!/usr/bin/env python3
"""Builds, signs and posts a bet. Needs Python 3.9 and `cryptography` (Debian: python3-cryptography).

    python3 sign_bet.py ../vectors/bet.json          signs every published vector anew and compares: sends nothing
    python3 sign_bet.py --post http://127.0.0.1:8080 a new key, chips from the faucet, one chip on the field
"""

import hashlib
import json
import struct
import sys
import time
import urllib.error
import urllib.request

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CHIP = 1320


def bet_bytes(chain, key, table, round_number, type_code, amount, nonce, expires_at_ms):
    """What a player signs: docs/wire.md, Wager. All numbers big-endian; 0x20 is the tag of a bet."""
    return struct.pack(">B32s32sHQHQQQ", 0x20, chain, key, table, round_number, type_code, amount, nonce, expires_at_ms)


def grant_bytes(chain, key, amount, nonce, expires_at_ms):
    """The same of play money: docs/wire.md, FaucetGrant."""
    return struct.pack(">B32s32sQQQ", 0x23, chain, key, amount, nonce, expires_at_ms)


def order_id(signed):
    """Known before any server answers; the signature is no part of it."""
    return hashlib.sha256(signed).hexdigest()


def public_key(secret):
    return secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def compare(file):
    """Signs each vector from its seed; True if all bytes, ids and signatures are the published ones."""
    with open(file, encoding="utf-8") as vectors:
        rows = json.load(vectors)["vectors"]
    good = True
    for row in rows:
        secret = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(row["seed"]))
        signed = bet_bytes(
            bytes.fromhex(row["chain"]), public_key(secret), row["table"], int(row["round"]), row["typeCode"],
            int(row["amount"]), int(row["nonce"]), int(row["expiresAtMs"]))
        same = (
            public_key(secret).hex() == row["key"]
            and signed.hex() == row["signed"]
            and order_id(signed) == row["id"]
            and secret.sign(signed).hex() == row["signature"])
        print(row["name"], "same" if same else "DIFFERENT")
        good = good and same
    return good and len(rows) > 0


def call(gateway, path, body=None):
    """An answer; a problem document ends the program with its sentence."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(gateway + "/api/v1" + path, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as problem:
        sys.exit(problem.read().decode())


def until(wanted, ask):
    """Asks until the answer is wanted; gives up after a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        answer = ask()
        if wanted(answer):
            return answer
        time.sleep(0.2)
    sys.exit("not within a minute: " + json.dumps(answer))


def post(gateway):
    secret = Ed25519PrivateKey.generate()
    key = public_key(secret)
    chain = bytes.fromhex(call(gateway, "/genesis")["chain"])
    expires = int(time.time() * 1000) + 60_000
    who = {"chain": chain.hex(), "key": key.hex(), "expiresAtMs": expires}

    signed = grant_bytes(chain, key, CHIP, 0, expires)
    grant = {**who, "kind": "FAUCET_GRANT", "amount": CHIP, "nonce": 0, "signature": secret.sign(signed).hex()}
    call(gateway, "/orders", grant)
    until(lambda order: order["state"] == "DONE", lambda: call(gateway, "/orders/" + order_id(signed)))

    table = until(lambda game: game["phase"] == "BETTING", lambda: call(gateway, "/games/0"))
    signed = bet_bytes(chain, key, table["table"], table["round"], 80, CHIP, 1, expires)  # 80: FIELD
    bet = {
        **who, "table": table["table"], "round": table["round"], "type": "FIELD", "amount": CHIP, "nonce": 1,
        "signature": secret.sign(signed).hex()}
    print(json.dumps(call(gateway, "/games/0/bets", bet), indent=2))
    print("proof: curl -s", gateway + "/api/v1/games/0/bets/" + order_id(signed) + "/proof")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--post":
        post(sys.argv[2].rstrip("/"))
    elif len(sys.argv) == 2:
        sys.exit(0 if compare(sys.argv[1]) else 1)
    else:
        sys.exit(__doc__)
