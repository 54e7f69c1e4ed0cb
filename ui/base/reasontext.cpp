// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/reasontext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <array>

namespace broadcaster {

namespace {

struct ReasonWords {
    ErrorReason reason;
    const char *pattern; ///< Has places for the arguments of the reason.
};

/// By reason.
constexpr std::array Table {
    ReasonWords { ErrorReason::None, "" },
    ReasonWords { ErrorReason::ProjectUnnamed,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The project needs a name.") },
    ReasonWords { ErrorReason::ProjectTooLong,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The name of the project has %1 bytes; at most %2 are allowed.") },
    ReasonWords { ErrorReason::ProjectNotUtf8,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The name of the project is not UTF-8.") },
    ReasonWords { ErrorReason::ProjectControl,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The name of the project has a control character, which is not "
            "allowed.") },
    ReasonWords { ErrorReason::OptionOutOfBounds,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: %2 must be %3 to %4.") },
    ReasonWords { ErrorReason::OptionBytesOutOfBounds,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: %2 must be %3 to %4 bytes.") },
    ReasonWords { ErrorReason::OptionSecondsOutOfBounds,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: %2 must be %3 to %4 seconds.") },
    ReasonWords { ErrorReason::OptionTooMany,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: at most %2 are allowed.") },
    ReasonWords { ErrorReason::OptionTooLong,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: at most %2 bytes are allowed.") },
    ReasonWords { ErrorReason::OptionMissing,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: a value is needed.") },
    ReasonWords { ErrorReason::OptionTwice,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: “%2” is there twice.") },
    ReasonWords { ErrorReason::OptionNotAddress,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or "
            "0.0.0.0.") },
    ReasonWords { ErrorReason::OptionNotNetwork,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "%1: “%2” is not an IP address or a network, such as "
            "10.0.0.0/8.") },
    ReasonWords { ErrorReason::OptionNotOrigin,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "%1: “%2” is not an origin, such as https://app.example.com, or"
            " *.") },
    ReasonWords { ErrorReason::OptionNotHost,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "%1: “%2” is not a host, such as broker.example.com.") },
    ReasonWords { ErrorReason::OptionNotRedisUrl,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "%1: the value is not the address of a Redis server, such as "
            "redis://redis.example.com:6379, with special characters of the password "
            "percent-encoded.") },
    ReasonWords { ErrorReason::OptionNotClusterName,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.") },
    ReasonWords { ErrorReason::OptionAlone,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1 needs %2, too.") },
    ReasonWords { ErrorReason::PortInUse,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "%1 is in use by another program. Stop that one, or choose "
            "another port; 0 takes any free one.") },
    ReasonWords { ErrorReason::PortForbidden,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "There is no permission to listen on %1. Ports below 1024 need "
            "privileges: choose a higher one.") },
    ReasonWords { ErrorReason::AddressElsewhere,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The broker cannot listen on %1 (%2). Give an address of this "
            "machine.") },
    ReasonWords { ErrorReason::CertificateUnreadable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The certificate file %1 cannot be read (%2). Name a file that "
            "the broker may read.") },
    ReasonWords { ErrorReason::CertificateTooLarge,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The certificate file %1 has more than %2 bytes. Name a PEM "
            "file.") },
    ReasonWords { ErrorReason::CertificateMissing,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The certificate file %1 holds no certificate. It must be PEM, "
            "with the server's certificate first and its signers "
            "behind it.") },
    ReasonWords { ErrorReason::CertificateDamaged,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The certificate file %1 is damaged at certificate %2 (%3). "
            "Make it anew.") },
    ReasonWords { ErrorReason::CertificateRefused,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "OpenSSL refuses the certificate in %1 (%2). Make one with a "
            "key of 2048 bits or more, or P-256.") },
    ReasonWords { ErrorReason::KeyUnreadable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The key file %1 cannot be read (%2). Name a file that the "
            "broker may read.") },
    ReasonWords { ErrorReason::KeyTooLarge,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The key file %1 has more than %2 bytes. Name a PEM file.") },
    ReasonWords { ErrorReason::KeyOpenToOthers,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The key file %1 is open to others than its owner. Run chmod "
            "600 on it.") },
    ReasonWords { ErrorReason::KeyEncrypted,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The key file %1 has a passphrase. Take it off with openssl "
            "pkey.") },
    ReasonWords { ErrorReason::KeyMissing,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The key file %1 holds no private key (%2). It must be PEM.") },
    ReasonWords { ErrorReason::KeyOfAnother,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The key in %1 does not belong to the certificate in %2. Name "
            "the key that the certificate was made for.") },
    ReasonWords { ErrorReason::TlsUnusable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "OpenSSL cannot be used (%1).") },
    ReasonWords { ErrorReason::DatabaseScheme,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL begins with %1://, which is not supported. "
            "Give the path of a SQLite file or a postgresql:// URL.") },
    ReasonWords { ErrorReason::DatabaseUrlPercent,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: two hexadecimal digits must "
            "follow each %. Write % itself as %25.") },
    ReasonWords { ErrorReason::DatabaseUrlNotUtf8,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: a percent-encoded part is not "
            "UTF-8.") },
    ReasonWords { ErrorReason::DatabaseUrlNull,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: a part contains the character "
            "U+0000.") },
    ReasonWords { ErrorReason::DatabaseUrlPort,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: the port is not a number from 1"
            " to 65535.") },
    ReasonWords { ErrorReason::DatabaseUrlHosts,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: it names several hosts, and "
            "only one is supported.") },
    ReasonWords { ErrorReason::DatabaseUrlBracket,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: the IPv6 address must end with "
            "], and only the port may follow.") },
    ReasonWords { ErrorReason::DatabaseUrlOption,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: an option does not have the "
            "form name=value.") },
    ReasonWords { ErrorReason::DatabaseUrlUnknownOption,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: the option %1 is not known.") },
    ReasonWords { ErrorReason::DatabaseUrlValue,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: %1 cannot have this value.") },
    ReasonWords { ErrorReason::DatabaseUrlAt,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database URL is not valid: an @ comes after a / or ?. "
            "Write @, / and ? in a password as %40, %2F and %3F.") },
    ReasonWords { ErrorReason::DatabasePathEmpty,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database is missing. Give the path of a file or a "
            "postgresql:// URL.") },
    ReasonWords { ErrorReason::DatabasePathNull,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The path of the database contains the character U+0000.") },
    ReasonWords { ErrorReason::DatabaseInMemory,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database :memory: would lose every key. Give the path of a"
            " file.") },
    ReasonWords { ErrorReason::FolderUncreatable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 cannot be created, because its folder %2 "
            "cannot be. Create the folder or name another file.") },
    ReasonWords { ErrorReason::FileUncreatable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 cannot be created (%2). Give the broker the "
            "right to write its folder, or name another file.") },
    ReasonWords { ErrorReason::NotAFile,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The database %1 is not a file. Name a file.") },
    ReasonWords { ErrorReason::FileUnreadable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 cannot be read. Give the broker the right to "
            "read and write it.") },
    ReasonWords { ErrorReason::FileReadOnly,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 cannot be written to. Give the broker the "
            "right to write it.") },
    ReasonWords { ErrorReason::FolderReadOnly,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 is in a folder that cannot be written to, "
            "where SQLite needs to keep its log. Give the broker the right "
            "to write the folder.") },
    ReasonWords { ErrorReason::NotADatabase,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 is damaged or not a database. Restore it from "
            "a backup or name another.") },
    ReasonWords { ErrorReason::FileDamaged,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 is damaged (%2). Restore it from a backup.") },
    ReasonWords { ErrorReason::EncodingUnusable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 has the encoding %2, which cannot hold every "
            "name. Name a database with UTF-8: CREATE DATABASE broadcaster "
            "ENCODING 'UTF8' TEMPLATE template0;") },
    ReasonWords { ErrorReason::StandbyOnly,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 only lets itself be read and may be a standby."
            " Name the primary server.") },
    ReasonWords { ErrorReason::SchemaNewer,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 was written by a newer version of this program"
            " (schema %2, known is %3). Update the program or name another "
            "database.") },
    ReasonWords { ErrorReason::DriverMissing,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 needs Qt's SQL driver %2, which is not "
            "installed.") },
    ReasonWords { ErrorReason::DatabaseSilent,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The database does not answer. Try again later.") },
    ReasonWords { ErrorReason::DatabaseTooSlow,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database is too slow: %1 jobs wait for it. Try again "
            "later.") },
    ReasonWords { ErrorReason::DatabaseTookTooLong,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The database %1 took too long. Try again.") },
    ReasonWords { ErrorReason::DatabaseStrangeRows,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 gave other rows than requested. Check "
            "whether another program shares its connection.") },
    ReasonWords { ErrorReason::FileMissing,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The file of the database %1 is missing. Move it back, or stop "
            "the broker and restore a backup.") },
    ReasonWords { ErrorReason::FileReplaced,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 was replaced by another file. Move the first "
            "back, or restart the broker to use this one.") },
    ReasonWords { ErrorReason::SqlLocked,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 is locked by another program or too busy. End "
            "the program that holds it, and try again. (%2)") },
    ReasonWords { ErrorReason::SqlReadOnly,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 cannot be written to. Give the broker the "
            "right to write it. (%2)") },
    ReasonWords { ErrorReason::SqlDamaged,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 is damaged or not a database. Restore it from "
            "a backup or name another. (%2)") },
    ReasonWords { ErrorReason::SqlFull,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 has no space left. Free some on its disk. (%2)") },
    ReasonWords { ErrorReason::SqlRefusedValue,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The database %1 cannot store a value. (%2)") },
    ReasonWords { ErrorReason::SqlDuplicate,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The database %1 refused a duplicate. (%2)") },
    ReasonWords { ErrorReason::SqlUnusable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The database %1 cannot be used. (%2)") },
    ReasonWords { ErrorReason::PostgresCertificates,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 cannot be reached over TLS. Correct sslmode, "
            "sslrootcert, sslcert and sslkey in the URL, or the server's "
            "certificate. (%2)") },
    ReasonWords { ErrorReason::PostgresNoDatabase,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 does not exist. Create it: CREATE DATABASE %4 "
            "OWNER %3 ENCODING 'UTF8' TEMPLATE template0; (%2)") },
    ReasonWords { ErrorReason::PostgresPassword,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 refuses the password. Correct it in the URL, "
            "or set it: ALTER ROLE %3 PASSWORD '...'; (%2)") },
    ReasonWords { ErrorReason::PostgresNotAdmitted,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 does not let the broker in. Create the role "
            "(CREATE ROLE %3 LOGIN PASSWORD '...';) or allow it in "
            "pg_hba.conf. (%2)") },
    ReasonWords { ErrorReason::PostgresNoConnect,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 may not be connected to. Run as its owner: "
            "GRANT CONNECT ON DATABASE %4 TO %3; (%2)") },
    ReasonWords { ErrorReason::PostgresNoRight,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The database %1 denies the broker a right. Run as its owner: "
            "GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the "
            "tables belong to another role: GRANT ALL ON ALL TABLES IN "
            "SCHEMA public TO %3; (%2)") },
    ReasonWords { ErrorReason::NoActiveKey,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "There is no active API key for the project %1.") },
    ReasonWords { ErrorReason::ActiveKeyExists,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The project %1 has an active API key already.") },
    ReasonWords { ErrorReason::TextTooLong,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: at most %2 characters are allowed.") },
    ReasonWords { ErrorReason::TextNull,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: the character U+0000 is not allowed.") },
    ReasonWords { ErrorReason::TextHalfCharacter,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "%1: half of a surrogate pair is not text.") },
    ReasonWords { ErrorReason::TextUnstorable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "A text contains U+0000 or half of a surrogate pair, which no "
            "database can store.") },
    ReasonWords { ErrorReason::ConsoleClientNoRoom,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The broker or the project %1 has no room for another "
            "connection. Disconnect a client, or raise the limit on the "
            "Server page.") },
    ReasonWords { ErrorReason::ConsoleClientUnreachable,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The composer could not connect to %1: %2") },
    ReasonWords { ErrorReason::ConsoleClientDisconnected,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The composer's connection to %1 was closed in the window or by "
            "an operator. Connect again to go on.") },
    ReasonWords { ErrorReason::ConsoleClientReadsTooSlowly,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The composer's connection to %1 was closed because the window "
            "could not read as fast as messages came. Connect again to go "
            "on.") },
    ReasonWords { ErrorReason::ConsoleClientEnded,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The composer's connection to %1 ended with close code %2. %3") },
    ReasonWords { ErrorReason::ConsoleClientWithoutProject,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "Choose a project to connect to.") },
    ReasonWords { ErrorReason::ConsoleClientEverywhere,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The composer is connected to %1 projects already, and that is "
            "the most. Disconnect from one first.") },
    ReasonWords { ErrorReason::ConsoleClientLeft,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The composer disconnected before the message was sent.") },
    ReasonWords { ErrorReason::ConsoleClientQueueFull,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "Too much waits to be sent to %1. Try again in a moment.") },
    ReasonWords { ErrorReason::NoConnectionToBroker,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "There is no connection to the broker.") },
    ReasonWords { ErrorReason::MessageTooBig,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The message is too big.") },
    ReasonWords { ErrorReason::MessageNotJson,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The message is not a JSON object.") },
    ReasonWords { ErrorReason::MessageRepeatsFrom,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The field “from” appears more than once in the envelope. Write"
            " it once or leave it out.") },
    ReasonWords { ErrorReason::MessageRepeatsTo,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The field “to” appears more than once in the envelope. Write "
            "it once or leave it out.") },
    ReasonWords { ErrorReason::MessageBadTo,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText", "The field “to” must be an object or null.") },
    ReasonWords { ErrorReason::MessageBadToId,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The “id” in the field “to” must be a string.") },
    ReasonWords { ErrorReason::MessageBadToType,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The “type” in the field “to” must be a string.") },
    ReasonWords { ErrorReason::MessageIsPing,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "A PING is for the broker alone. Give the message another type.") },
    ReasonWords { ErrorReason::MessageTooSoon,
        QT_TRANSLATE_NOOP(
            "broadcaster::ErrorText", "The client sent more messages a second than it may.") },
    ReasonWords { ErrorReason::RosterForgotten,
        QT_TRANSLATE_NOOP("broadcaster::ErrorText",
            "The clients that were connected then are no longer known: the "
            "message is too old.") },
};

static_assert(Table.size() == ErrorReasonCount);
static_assert(std::is_sorted(Table.begin(), Table.end(),
    [](const ReasonWords &a, const ReasonWords &b) { return a.reason < b.reason; }));

} // namespace

QString reasonPattern(ErrorReason reason)
{
    return QCoreApplication::translate(
        "broadcaster::ErrorText", Table.at(static_cast<size_t>(reason)).pattern);
}

} // namespace broadcaster
