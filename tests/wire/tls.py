# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Certificates for tests, and whether a whole suite runs over TLS: WIRE_TLS=1 says so."""
import hashlib
import os
import ssl
import subprocess

OVER_TLS = os.environ.get("WIRE_TLS") == "1"


class Certificate:
    """A self-signed certificate of this machine and its key, as two files in `folder`."""

    def __init__(self, folder, name="server", key="ec:P-256", days=2):
        self.certificate = os.path.join(folder, f"{name}.pem")
        self.key = os.path.join(folder, f"{name}.key")
        self.make(key=key, days=days)

    def make(self, key="ec:P-256", days=2):
        """Writes both files anew, as a renewal does."""
        kind, size = key.split(":")
        made = ["-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{size}"] if kind == "ec" else [
            "-newkey", f"{kind}:{size}"]
        subprocess.run(
            ["openssl", "req", "-x509", "-nodes", *made, "-keyout", self.key, "-out",
             self.certificate, "-days", str(days), "-subj", "/CN=broker of the tests", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
             "-addext", "keyUsage=critical,digitalSignature,keyCertSign"],
            check=True, capture_output=True)
        os.chmod(self.key, 0o600)

    def fingerprint(self):
        """SHA-256 of the certificate, in hex."""
        with open(self.certificate, encoding="ascii") as file:
            return hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read())).hexdigest()

    @property
    def arguments(self):
        return ("--tls-cert", self.certificate, "--tls-key", self.key)

    def context(self, version=None):
        """For clients that trust this certificate as it is now, and no other."""
        context = ssl.create_default_context(cafile=self.certificate)
        if version:
            context.minimum_version = context.maximum_version = version
        return context


def trusting_context():
    """For clients that trust every peer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
