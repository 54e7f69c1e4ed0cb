# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The certificate of a server that speaks TLS."""
import subprocess
from pathlib import Path


class Certificate:
    """A self-signed certificate with a P-256 key, the usual kind today, as two files."""

    def __init__(self, folder):
        certificate, key = (str(Path(folder, name)) for name in ("server.pem", "server.key"))
        subprocess.run(
            ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
            stdin=subprocess.DEVNULL, check=True, capture_output=True)
        Path(key).chmod(0o600)
        self.files = (certificate, key)
