// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

/// Every failure that the window can word (ui/base/reasontext.cpp), with its arguments. Several of
/// them share an ErrorCode.
enum class ErrorReason : quint8 {
    None, ///< The code says everything.
    // Projects.
    ProjectUnnamed,
    ProjectTooLong, ///< bytes, the most
    ProjectNotUtf8,
    ProjectControl,
    // Options.
    OptionOutOfBounds, ///< option, value, least, most
    OptionBytesOutOfBounds, ///< the same
    OptionSecondsOutOfBounds, ///< the same
    OptionTooMany, ///< option, the most
    OptionTooLong, ///< option, the most bytes
    OptionMissing, ///< option
    OptionTwice, ///< option, value
    OptionNotAddress, ///< option, value
    OptionNotNetwork, ///< option, value
    OptionNotOrigin, ///< option, value
    OptionNotHost, ///< option, value
    OptionNotRedisUrl, ///< option
    OptionNotClusterName, ///< option, value
    OptionAlone, ///< option, the other one
    // Listening.
    PortInUse, ///< address and port; the program, if known; a free port, or 0
    PortForbidden, ///< address and port
    AddressElsewhere, ///< address and port, the system's reason
    // TLS.
    CertificateUnreadable, ///< file, the system's reason
    CertificateTooLarge, ///< file, the most bytes
    CertificateMissing, ///< file
    CertificateDamaged, ///< file, number in the file, OpenSSL's reason
    CertificateRefused, ///< file, OpenSSL's reason
    KeyUnreadable, ///< file, the system's reason
    KeyTooLarge, ///< file, the most bytes
    KeyOpenToOthers, ///< file
    KeyEncrypted, ///< file
    KeyMissing, ///< file, OpenSSL's reason
    KeyOfAnother, ///< key file, certificate file
    TlsUnusable, ///< OpenSSL's reason
    // Location of the database.
    DatabaseScheme, ///< the URL's scheme
    DatabaseUrlPercent,
    DatabaseUrlNotUtf8,
    DatabaseUrlNull,
    DatabaseUrlPort,
    DatabaseUrlHosts,
    DatabaseUrlBracket,
    DatabaseUrlOption,
    DatabaseUrlUnknownOption, ///< option
    DatabaseUrlValue, ///< option
    DatabaseUrlAt,
    DatabasePathEmpty,
    DatabasePathNull,
    DatabaseInMemory,
    // Opening the database; the first argument is always its location.
    FolderUncreatable, ///< folder
    FileUncreatable, ///< the system's reason
    NotAFile,
    FileUnreadable,
    FileReadOnly,
    FolderReadOnly,
    NotADatabase,
    FileDamaged, ///< SQLite's finding
    EncodingUnusable, ///< encoding
    StandbyOnly,
    SchemaNewer, ///< its schema, the newest known one
    DriverMissing, ///< driver
    // Using the database; the first argument is its location.
    DatabaseSilent, ///< without arguments
    DatabaseTooSlow, ///< without location: jobs
    DatabaseTookTooLong,
    DatabaseStrangeRows,
    FileMissing,
    FileReplaced,
    SqlLocked, ///< the database's words
    SqlReadOnly, ///< the database's words
    SqlDamaged, ///< the database's words
    SqlFull, ///< the database's words
    SqlRefusedValue, ///< the database's words
    SqlDuplicate, ///< the database's words
    SqlUnusable, ///< the database's words
    PostgresCertificates, ///< the database's words
    PostgresNoDatabase, ///< the database's words, role, database
    PostgresPassword, ///< the database's words, role
    PostgresNotAdmitted, ///< the database's words, role
    PostgresNoConnect, ///< the database's words, role, database
    PostgresNoRight, ///< the database's words, role
    // Keys.
    NoActiveKey, ///< project
    ActiveKeyExists, ///< project
    TextTooLong, ///< field, the most characters
    TextNull, ///< field
    TextHalfCharacter, ///< field
    TextUnstorable,
    // The console's own connection.
    ConsoleClientNoRoom, ///< project
    ConsoleClientUnreachable, ///< project, reason
    ConsoleClientDisconnected, ///< project
    ConsoleClientReadsTooSlowly, ///< project
    ConsoleClientEnded, ///< project, close code, reason
    ConsoleClientWithoutProject,
    ConsoleClientEverywhere, ///< the most projects
    ConsoleClientLeft,
    ConsoleClientQueueFull, ///< project
    // A console elsewhere.
    NoConnectionToBroker,
    // Messages.
    MessageTooBig,
    MessageNotJson,
    MessageRepeatsFrom,
    MessageRepeatsTo,
    MessageBadTo,
    MessageBadToId,
    MessageBadToType,
    MessageIsPing,
    MessageTooSoon,
    RosterForgotten,
};
inline constexpr int ErrorReasonCount = static_cast<int>(ErrorReason::RosterForgotten) + 1;

} // namespace broadcaster
