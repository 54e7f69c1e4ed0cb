// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"
#include "server/api/quantity.h"
#include "server/api/startoptions.h"

#include <span>
#include <variant>

namespace broadcaster {

/// The groups of options, in the order of `--help`.
enum class OptionTopic {
    Program,
    Listening,
    Tls,
    Access,
    Agents,
    Limits,
    Timeouts,
    Storage,
    Cluster,
    Log
};

/// When a changed value takes effect, the mildest first.
enum class OptionEffect {
    AtOnce, ///< Also for clients that are connected.
    NewConnections, ///< Open connections keep the old value.
    Restart, ///< The broker stops and starts again, which closes every connection.
    NextStart, ///< The program reads the option when it starts.
};

using OptionMember = std::variant<bool StartOptions::*, QString StartOptions::*,
    LogFormat StartOptions::*, bool BrokerConfig::*, quint16 BrokerConfig::*, int BrokerConfig::*,
    qsizetype BrokerConfig::*, CompressionUse BrokerConfig::*, std::chrono::seconds BrokerConfig::*,
    QString BrokerConfig::*, QStringList BrokerConfig::*>;

/// One option of the program. Command line, environment, `--help`, validation, the fields of the
/// window and the reference in the documents are made from these rows. The default is the value of
/// the member in StartOptions().
struct Option {
    const char *name; ///< Without the dashes.
    OptionMember member;
    OptionTopic topic;
    /// Name of the field in the window, to be translated in the context "options" like `help` and
    /// `form`. Null: the window has no field that is made from the row.
    const char *label = nullptr;
    const char *valueName = nullptr; ///< Null: a switch, which takes no value.
    const char *help = nullptr; ///< Sentences of plain text.
    const char *details = nullptr; ///< Further sentences for the reference only, in Markdown.
    /// The form of a text or of an entry of a list, with an example behind "such as".
    const char *form = nullptr;
    /// The text as the member holds it; null if it does not have the form. No function: any text is
    /// valid. A text outside a list may also be empty, and is not changed.
    QString (*normal)(const QString &text) = nullptr;
    /// The reason when a text or an entry does not have the form.
    ErrorReason reason = ErrorReason::None;
    const char *choices = nullptr; ///< The allowed texts, with blanks between them.
    /// The choices as the window names them, to be translated like `label`.
    std::span<const char *const> choiceLabels {};
    Unit unit = Unit::Count;
    qint64 minimum = 0; ///< The least number, or entries of a list, or characters of a text.
    qint64 maximum = 0; ///< The greatest number, or entries of a list; 0: no maximum for a text.
    /// Replaces the default in the documents where it is not a value.
    const char *defaultText = nullptr;
    OptionEffect effect = OptionEffect::NextStart;
    bool isSecret = false; ///< The value is neither saved nor shown.
    bool hasVariable = true; ///< Can be set by an environment variable.
    char letter = 0; ///< The short form, as in `-h`.
};

/// The texts of an option with `choices`; else empty.
[[nodiscard]] QStringList optionChoices(const Option &option);

/// All rows, those of a topic together.
[[nodiscard]] std::span<const Option> optionTable();
[[nodiscard]] const Option *findOption(QStringView name); ///< Null if there is no such option.
[[nodiscard]] bool isOfBroker(const Option &option); ///< The member is one of BrokerConfig.
[[nodiscard]] bool isList(const Option &option); ///< The option may be given several times.
/// Whether the window may change the option, and the next start remembers the change.
[[nodiscard]] bool isSaved(const Option &option);
[[nodiscard]] QString environmentName(const Option &option); ///< `BROADCASTER_MAX_QUEUE_BYTES`
[[nodiscard]] bool isOfFile(const Option &option); ///< May be set in a configuration file.

} // namespace broadcaster
