# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A database that cannot be used at the start: the advice and the exit code."""
import socket
import tempfile
import unittest

from broker import Broker, run
from postgres import HOST, Postgres, free_port
from tls import Certificate
from wiretest import BrokerTest

USAGE, TEMPORARY, FORBIDDEN, MISCONFIGURED = 64, 75, 77, 78


class StartTest(BrokerTest):
    def refused(self, location, code, *words):
        """One line on stderr that has all of the words and no secret."""
        status, _, errors = run("--server", "--port", "0", "--database", location)
        self.assertEqual(status, code, errors)
        self.assertNotIn("SECRET", errors)
        for word in words:
            self.assertIn(word, errors)
        return errors

    def accepted(self, location):
        with Broker("--database", location) as self.broker:
            self.issue_key(self.new_project())


class Permanent(StartTest):
    """Starting again does not help, so systemd must not: the message has the statement to run."""

    @classmethod
    def setUpClass(cls):
        cls.server = Postgres()
        cls.server.query("CREATE ROLE guest LOGIN")

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def test_location(self):
        self.refused("postgresql://u:SECRET@localhost/d?sslmode=sometimes", USAGE, "sslmode")

    def test_database_is_missing(self):
        statement = ('CREATE DATABASE "no where" OWNER "broker"'
                     " ENCODING 'UTF8' TEMPLATE template0;")
        self.refused(self.server.url("no%20where"), MISCONFIGURED, statement)
        self.server.query(statement)
        self.accepted(self.server.url("no%20where"))

    def test_encoding(self):
        self.server.query("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
        self.refused(self.server.url("latin"), MISCONFIGURED, "LATIN1", "ENCODING 'UTF8'")

    def test_rights_on_the_schema(self):
        """PostgreSQL 15 gives nobody but the owner the right to make tables."""
        self.server.query("CREATE DATABASE theirs")
        url = self.server.url("theirs", "guest")
        statement = 'GRANT USAGE, CREATE ON SCHEMA public TO "guest";'
        self.refused(url, FORBIDDEN, statement)
        self.server.query(statement, "theirs")
        self.accepted(url)

    def test_rights_on_the_tables(self):
        self.server.query("CREATE DATABASE filled")
        self.accepted(self.server.url("filled"))
        url = self.server.url("filled", "guest")
        statement = 'GRANT ALL ON ALL TABLES IN SCHEMA public TO "guest";'
        errors = self.refused(url, FORBIDDEN, statement)
        self.assertIn("broadcaster_", errors)
        self.server.query(statement, "filled")
        self.accepted(url)

    def test_no_permission_to_connect(self):
        self.server.query("CREATE DATABASE closed")
        self.server.query("REVOKE ALL ON DATABASE closed FROM PUBLIC")
        self.refused(self.server.url("closed", "guest"), FORBIDDEN,
                     'GRANT CONNECT ON DATABASE "closed" TO "guest";')

    def test_role_and_password(self):
        with Postgres(host_rule="host all all 127.0.0.1/32 scram-sha-256") as server:
            server.query("ALTER ROLE broker PASSWORD 'right'")
            url = f"postgresql://broker:%s@{HOST}:{server.port}/postgres"
            self.refused(url % "SECRET", FORBIDDEN, 'ALTER ROLE "broker" PASSWORD')
            self.refused(server.url(), FORBIDDEN, "password")
            self.refused(server.url(user="nobody:SECRET"), FORBIDDEN)
            self.accepted(url % "right")


class Temporary(StartTest):
    """Failures that may pass by themselves."""

    def test_nobody_listens(self):
        self.refused(f"postgresql://u:SECRET@{HOST}:{free_port()}/d", TEMPORARY)

    def test_no_such_host(self):
        self.refused("postgresql://u:SECRET@no.such.host.invalid/d", TEMPORARY)


class Encrypted(StartTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.certificate = Certificate(folder.name)

    def server(self):
        """It speaks TLS only over the network."""
        server = Postgres(host_rule="hostssl all all 127.0.0.1/32 trust")
        self.addCleanup(server.__exit__)
        server.stop()
        for name, path in (("server.crt", self.certificate.certificate),
                           ("server.key", self.certificate.key)):
            with open(path, encoding="ascii") as file:
                server.write(name, file.read())
        server.settings = ("ssl=on", f"ssl_cert_file={server.path('server.crt')}",
                           f"ssl_key_file={server.path('server.key')}")
        server.start()
        return server

    def test_modes(self):
        server = self.server()
        trusted = f"&sslrootcert={self.certificate.certificate}"
        self.accepted(server.url(options="?sslmode=require"))
        self.accepted(server.url(options="?sslmode=verify-full" + trusted))
        self.accepted(server.url(host="localhost", options="?sslmode=verify-full" + trusted))
        # The system's certificates, by default, and not one of theirs.
        self.refused(server.url(options="?sslmode=verify-full"), MISCONFIGURED, "certificate")
        self.refused(server.url(options="?sslmode=verify-full&sslrootcert=/nowhere.pem"),
                     MISCONFIGURED, "/nowhere.pem")
        self.refused(server.url(options="?sslmode=disable"), FORBIDDEN, "pg_hba.conf")

    def test_another_name(self):
        server = self.server()
        self.refused(
            server.url(host="other.example.com", options=f"?hostaddr={HOST}&sslmode=verify-full"
                       f"&sslrootcert={self.certificate.certificate}"),
            MISCONFIGURED, "other.example.com")

    def test_other_hosts_need_it(self):
        """A name that is not `localhost` may lead anywhere, so no password goes there in the clear."""
        name = socket.gethostname()
        try:
            if name == "localhost" or socket.gethostbyname(name) != HOST:
                raise OSError
        except OSError:
            self.skipTest("this machine has no other name for itself")
        with Postgres() as server:
            self.refused(f"postgresql://broker:SECRET@{name}:{server.port}/postgres",
                         MISCONFIGURED, "SSL")
            self.accepted(server.url(host=name, options="?sslmode=disable"))


if __name__ == "__main__":
    unittest.main()
