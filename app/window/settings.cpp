// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/settings.h"

#include "inspect/clients/clientnames.h"
#include "server/api/options.h"
#include "ui/composer/composer.h"

#include <QtCore/QStandardPaths>

#include <algorithm>
#include <variant>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Layouts = QHash<QString, QByteArray>;
using Texts = QList<QByteArray>;

template <typename T>
using Member = T UiSettings::*;

/// One setting of the window. Only this table knows how settings are stored.
struct Setting {
    const char *key;
    std::variant<Member<QByteArray>, Member<QString>, Member<QStringList>, Member<int>,
        Member<bool>, Member<ThemeChoice>, Member<Layouts>, Member<Texts>>
        member;
    /// The most bytes, characters or entries, or the largest number. Larger values are ignored.
    /// For Texts, it is the most bytes together, and those without room are ignored.
    int most;
    int least = 0; ///< The smallest number.
};

constexpr int MostStateBytes = 64 * 1024;
constexpr int MostLayouts = 200;
constexpr int MostTextLength = 4096;
constexpr int MostDraftLength = 4 * Composer::MaxEditedBytes; // Messages grow when indented.
constexpr int MostEarlierBytes = 2 * Composer::MaxEditedBytes; // Each change writes all of it.

constexpr Setting Table[] {
    { "window/geometry", &UiSettings::windowGeometry, MostStateBytes },
    { "window/state", &UiSettings::windowState, MostStateBytes },
    { "window/layouts", &UiSettings::layouts, MostLayouts },
    { "window/page", &UiSettings::page, MostTextLength },
    { "window/theme", &UiSettings::theme, static_cast<int>(ThemeChoice::Dark) },
    { "window/language", &UiSettings::language, MostTextLength },
    { "window/closesWithoutAsking", &UiSettings::closesWithoutAsking, 1 },
    { "window/closesToTray", &UiSettings::closesToTray, 1 },
    { "traffic/filter", &UiSettings::filter, MostTextLength },
    { "traffic/filterHistory", &UiSettings::filterHistory, MaxFilterHistory },
    { "traffic/savedFilters", &UiSettings::savedFilters, MaxUiSettingsLines },
    { "traffic/colourRules", &UiSettings::colourRules, MaxUiSettingsLines },
    { "traffic/keptRows", &UiSettings::keptRows, MaxKeptRows, MinKeptRows },
    { "traffic/keptMebibytes", &UiSettings::keptMebibytes, MaxKeptMebibytes, MinKeptMebibytes },
    { "traffic/watchFilter", &UiSettings::watchFilter, MostTextLength },
    { "traffic/watchMebibytes", &UiSettings::watchMebibytes, MaxWatchMebibytes, 1 },
    { "conversations/rule", &UiSettings::conversationRule, MostTextLength },
    { "window/brokers", &UiSettings::brokers, MaxUiSettingsLines },
    { "clients/names", &UiSettings::clientNames, ClientNames::MaxRemembered },
    { "composer/project", &UiSettings::composerProject, MostTextLength },
    { "composer/text", &UiSettings::composerText, MostDraftLength },
    { "composer/earlier", &UiSettings::composerEarlier, MostEarlierBytes },
    { "composer/saved", &UiSettings::composerSaved, MostLayouts },
    { "composer/showsAll", &UiSettings::composerShowsAll, 1 },
};

QString folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + u"/broadcaster"_s;
}

QString keyOf(const Option &option)
{
    return u"broker/"_s + QString::fromLatin1(option.name);
}

/// The texts that have room together, from the first one on.
Texts bounded(const Texts &texts, const Setting &setting)
{
    Texts taken;
    qsizetype bytes = 0;
    for (const QByteArray &text : texts) {
        if (bytes + text.size() > setting.most)
            continue;
        bytes += text.size();
        taken.append(text);
    }
    return taken;
}

// From the file: the value, or the setting's present value.

void take(QByteArray &target, const QVariant &value, const Setting &setting)
{
    if (const QByteArray bytes = value.toByteArray(); bytes.size() <= setting.most)
        target = bytes;
}

void take(QString &target, const QVariant &value, const Setting &setting)
{
    if (const QString text = value.toString(); text.size() <= setting.most)
        target = text;
}

void take(QStringList &target, const QVariant &value, const Setting &setting)
{
    target.clear();
    for (const QString &text : value.toStringList()) {
        if (target.size() < setting.most && text.size() <= MostTextLength)
            target.append(text);
    }
}

void take(int &target, const QVariant &value, const Setting &setting)
{
    bool ok = false;
    const int number = value.toInt(&ok);
    if (ok)
        target = std::clamp(number, setting.least, setting.most);
}

void take(bool &target, const QVariant &value, const Setting &)
{
    const QString text = value.toString();
    if (text == "true"_L1 || text == "false"_L1)
        target = text == "true"_L1;
}

void take(ThemeChoice &target, const QVariant &value, const Setting &setting)
{
    bool ok = false;
    const int number = value.toInt(&ok);
    if (ok && number >= setting.least && number <= setting.most)
        target = static_cast<ThemeChoice>(number);
}

void take(Layouts &target, const QVariant &value, const Setting &setting)
{
    target.clear();
    const QVariantMap map = value.toMap();
    for (auto it = map.begin(); it != map.end() && target.size() < setting.most; ++it) {
        if (const QByteArray bytes = it->toByteArray(); bytes.size() <= MostStateBytes)
            target.insert(it.key(), bytes);
    }
}

void take(Texts &target, const QVariant &value, const Setting &setting)
{
    Texts texts;
    for (const QString &text : value.toStringList())
        texts.append(text.toUtf8());
    target = bounded(texts, setting);
}

// To the file

template <typename T>
QVariant kept(const T &value, const Setting &)
{
    return QVariant::fromValue(value);
}

QVariant kept(const QString &text, const Setting &setting)
{
    return text.size() <= setting.most ? text : QString();
}

QVariant kept(ThemeChoice value, const Setting &)
{
    return static_cast<int>(value);
}

QVariant kept(const Texts &texts, const Setting &setting)
{
    QStringList list;
    for (const QByteArray &text : bounded(texts, setting))
        list.append(QString::fromUtf8(text));
    return list;
}

QVariant kept(const Layouts &layouts, const Setting &)
{
    QVariantMap map;
    for (auto it = layouts.begin(); it != layouts.end(); ++it)
        map.insert(it.key(), it.value());
    return map;
}

} // namespace

Settings::Settings(const QString &path)
    : m_file(path, QSettings::IniFormat)
{
}

QString Settings::defaultPath()
{
    return folder() + u"/broadcaster.conf"_s;
}

QString Settings::remotePath()
{
    return folder() + u"/remote.conf"_s;
}

UiSettings Settings::ui() const
{
    UiSettings settings;
    for (const Setting &setting : Table) {
        const QVariant value = m_file.value(QString::fromLatin1(setting.key));
        if (value.isValid())
            std::visit(
                [&](auto member) { take(settings.*member, value, setting); }, setting.member);
    }
    return settings;
}

void Settings::setUi(const UiSettings &settings)
{
    const UiSettings defaults;
    for (const Setting &setting : Table) {
        const QString key = QString::fromLatin1(setting.key);
        std::visit(
            [&](auto member) {
                if (settings.*member == defaults.*member)
                    m_file.remove(key);
                else
                    m_file.setValue(key, kept(settings.*member, setting));
            },
            setting.member);
    }
}

SavedOptions Settings::brokerOptions() const
{
    SavedOptions options;
    for (const Option &option : optionTable()) {
        const QVariant values = m_file.value(keyOf(option));
        if (isSaved(option) && values.isValid())
            options.insert(QString::fromLatin1(option.name), values.toStringList());
    }
    return options;
}

void Settings::saveBrokerOptions(const SavedOptions &changed)
{
    for (auto it = changed.begin(); it != changed.end(); ++it) {
        const Option *option = findOption(it.key());
        if (option && isSaved(*option))
            m_file.setValue(keyOf(*option), it.value());
    }
}

} // namespace broadcaster
