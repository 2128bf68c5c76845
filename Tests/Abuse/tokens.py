"""Answer tokens and CSRF tokens made by hand, from the secret in a server's data directory."""
import base64
import hashlib
import hmac
import time

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def base36(number):
    digits, sign, number = "", "-" if number < 0 else "", abs(number)
    while True:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if not number:
            return sign + digits


def hkdf(master, info):
    """HKDF-SHA256 without salt, 32 bytes (RFC 5869)."""
    secret = hmac.new(bytes(32), master, hashlib.sha256).digest()
    return hmac.new(secret, info.encode() + b"\x01", hashlib.sha256).digest()


def masters(server):
    return [unb64(line) for line in (server.data / "answer.key").read_text().split()]


def mint(master, reference, expiry, key="ack-v1", prefix=b"ack\0", kid=None, version="a1"):
    """A token signed as the server would."""
    kid = kid if kid is not None else hashlib.sha256(master).hexdigest()[:8]
    signed = f"{version}.{kid}.{b64(reference)}.{expiry if isinstance(expiry, str) else base36(expiry)}"
    secret = hkdf(master, key) if key else master
    return signed + "." + b64(hmac.new(secret, prefix + signed.encode(), hashlib.sha256).digest())


def reference(incident, position, nonce):
    return incident.to_bytes(6, "big") + position.to_bytes(2, "big") + nonce


def csrf_token(master, token, at, key="page-v1"):
    moment = base36(int(at))
    text = f"page\0{moment}\0{token}".encode()
    return moment + "." + b64(hmac.new(hkdf(master, key), text, hashlib.sha256).digest())


def other(character):
    """Another letter of the same alphabet, half of the alphabet away."""
    return ALPHABET[(ALPHABET.index(character) + 32) % 64] if character in ALPHABET else "A"


def soon():
    return int(time.time())
