// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/givenoption.h"
#include "server/api/result.h"
#include "server/api/startoptions.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QMap>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QStringList>

namespace broadcaster {

/// The options of one run of the program.
struct Invocation : StartOptions {
    enum class Mode { Window, Server, Help, Version };
    Mode mode = Mode::Window;
    /// Where the value of an option comes from, by the option's name: "--port",
    /// "BROADCASTER_PORT", "/etc/broadcaster/broadcaster.conf:3". Others have their defaults.
    QHash<QString, QString> sources;
    QStringList arguments; ///< As the program got them; its name is the first.
    QStringList configFiles; ///< The configuration files that were read, in this order.
    QStringList unknownVariables; ///< Variables named BROADCASTER_… that belong to no option.
};

/// The source of an option that the user changed in the window of an earlier run.
inline const QString SavedSource = QStringLiteral("the window");

/// Values of options by their names, from an earlier run.
using SavedOptions = QMap<QString, QStringList>;

/// The arguments of the process as texts, the program's name first. Fails with InvalidArgument for
/// one that is not UTF-8: with U+FFFD it would be another name.
[[nodiscard]] Result<QStringList> argumentTexts(int argc, char **argv);

/// The options of the command line, and the variables of options that are not on it
/// (docs/options.md). Fails with InvalidArgument, in one line.
[[nodiscard]] Result<QList<GivenOption>> givenOptions(
    const QStringList &arguments, const QProcessEnvironment &environment);
/// Makes an invocation of given options, each with its values from one source. Reads no file and
/// needs no application object. Fails with InvalidArgument, in one line.
[[nodiscard]] Result<Invocation> makeInvocation(
    const QList<GivenOption> &given, const QProcessEnvironment &environment);

/// Logs the environment variables that have no effect, and the variable that was perhaps meant.
void warnOfUnknownVariables(const Invocation &invocation);

/// Applies saved values where no option was given; only in the window, because a server has its
/// command line and its files. Invalid saved values are left out and logged.
void applySavedOptions(Invocation &invocation, const SavedOptions &saved);
/// The options that may be saved and that differ between the two configurations.
[[nodiscard]] SavedOptions changedOptions(const BrokerConfig &from, const BrokerConfig &to);

/// Fails with InvalidArgument for a key with a line break or another control character, which
/// cannot be in the header of a request. `name` is for the message: "the service key".
[[nodiscard]] Result<void> checkKeyText(const QByteArray &key, const QString &name);
/// The content of a file that holds a key, without white space around it. Fails with NotFound when
/// the file cannot be read or holds no key. `name` is for the message: "service key".
[[nodiscard]] Result<QByteArray> readKeyFile(const QString &path, const QString &name);
/// Puts the secrets from the KeyFiles that are named into the configuration: their content without
/// white space around it. Fails with NotFound when a file cannot be read or holds no key, and as
/// checkKeyText() does.
[[nodiscard]] Result<void> readKeys(Invocation &invocation);

} // namespace broadcaster
