// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/harreader.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsonscan.h"

#include <QtCore/QIODevice>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr QByteArrayView Utf8Mark = "\xef\xbb\xbf";

QByteArrayView withoutMark(QByteArrayView text)
{
    return text.startsWith(Utf8Mark) ? text.sliced(Utf8Mark.size()) : text;
}

/// The place of the first member's value, and its name; -1 where the text is not an object.
std::pair<qsizetype, QByteArrayView> firstMember(QByteArrayView text, qsizetype at)
{
    using namespace jsonscan;
    at = skipSpace(text, at);
    if (at >= text.size() || text[at] != '{')
        return { -1, {} };
    at = skipSpace(text, at + 1);
    const qsizetype end = at < text.size() && text[at] == '"' ? skipString(text, at) : -1;
    if (end < 0)
        return { -1, {} };
    const QByteArrayView name = text.sliced(at + 1, end - at - 2);
    at = skipSpace(text, end);
    if (at >= text.size() || text[at] != ':')
        return { -1, {} };
    return { skipSpace(text, at + 1), name };
}

/// The text from the value of the member on, which is not looked through; null without it.
QByteArrayView fromMember(QByteArrayView object, QByteArrayView wanted)
{
    using namespace jsonscan;
    auto [at, name] = firstMember(object, 0);
    while (at >= 0 && name != wanted) {
        const JsonValue value = valueAt(object, at);
        at = skipSpace(object, at + value.raw.size());
        if (value.kind == JsonValue::Kind::Missing || at >= object.size() || object[at] != ',')
            return {};
        at = skipSpace(object, at + 1);
        const qsizetype end = at < object.size() && object[at] == '"' ? skipString(object, at) : -1;
        if (end < 0)
            return {};
        name = object.sliced(at + 1, end - at - 2);
        at = skipSpace(object, skipSpace(object, end) + 1);
    }
    return at >= 0 && at < object.size() ? object.sliced(at) : QByteArrayView();
}

} // namespace

bool isHar(QByteArrayView beginning)
{
    const QByteArrayView text = withoutMark(beginning);
    const auto [log, name] = firstMember(text, 0);
    if (log < 0 || name != "log")
        return false;
    constexpr QByteArrayView Members[] { "version", "creator", "browser", "pages", "entries",
        "comment" };
    const QByteArrayView first = firstMember(text, log).second;
    return std::find(std::begin(Members), std::end(Members), first) != std::end(Members);
}

HarReader::HarReader(QIODevice &device, CaptureLineReader::Defaults defaults, qsizetype maxRows)
    : m_device(device)
    , m_defaults(std::move(defaults))
    , m_maxRows(maxRows)
{
}

CapturedBatch HarReader::readSlice(qsizetype maxBytes)
{
    switch (m_step) {
    case Step::Load:
        load(maxBytes);
        break;
    case Step::Check:
        check(maxBytes);
        break;
    case Step::Find:
        findMessages(maxBytes);
        break;
    case Step::Rows:
        addRows(maxBytes);
        break;
    case Step::End:
        break;
    }
    return m_batch.take();
}

double HarReader::progress() const
{
    const auto part = [](double done, double all) { return all > 0 ? done / all : 1; };
    const auto size = static_cast<double>(m_text.size());
    // Shares of the whole work, about as long as the steps take.
    switch (m_step) {
    case Step::Load:
        return 0.2 * std::min(1.0, part(size, static_cast<double>(m_device.size())));
    case Step::Check:
        return 0.2 + 0.3 * part(static_cast<double>(m_check->position()), size);
    case Step::Find:
        return 0.5;
    case Step::Rows:
        return 0.6 + 0.4 * part(static_cast<double>(m_next), static_cast<double>(m_found.size()));
    case Step::End:
        break;
    }
    return 1;
}

void HarReader::load(qsizetype maxBytes)
{
    if (m_device.size() > MaxHarBytes || m_text.size() > MaxHarBytes)
        return refuse({ CaptureError::Code::FileTooLong, 0, { QString::number(MaxHarBytes) } });
    m_text.reserve(m_device.size());
    const QByteArray piece = m_device.read(maxBytes);
    m_text += piece;
    if (!piece.isEmpty())
        return;
    if (!m_device.atEnd())
        return refuse({ CaptureError::Code::Unreadable, 0, { m_device.errorString() } });
    m_json = withoutMark(m_text);
    m_check.emplace(m_json);
    m_step = Step::Check;
}

void HarReader::check(qsizetype maxBytes)
{
    if (!m_check->advance(maxBytes))
        return;
    if (const std::optional<JsonError> &error = m_check->error()) {
        const qsizetype line = m_json.first(error->offset).lastIndexOf('\n') + 1;
        return refuse({ CaptureError::Code::BrokenHar, error->offset - line,
            { QString::number(lineAt(error->offset)) } });
    }
    openEntries();
}

void HarReader::openEntries()
{
    const QByteArrayView entries = fromMember(fromMember(m_json, "log"), "entries");
    if (!entries.startsWith('['))
        return refuse({ CaptureError::Code::NotHar });
    m_entries.emplace(JsonValue { JsonValue::Kind::Array, entries });
    m_step = Step::Find;
}

void HarReader::findMessages(qsizetype maxBytes)
{
    constexpr qsizetype BytesOfAnElement = 64; // A fixed cost, in bytes.
    for (qsizetype work = 0; work < maxBytes;) {
        if (m_messages && m_messages->next()) {
            work += BytesOfAnElement + m_messages->value().raw.size();
            note(m_messages->value());
        } else if (openSocket()) {
            work += BytesOfAnElement + m_entries->value().raw.size();
        } else {
            return sortFound();
        }
        if (wasCut())
            return sortFound();
    }
}

bool HarReader::openSocket()
{
    m_messages.reset();
    if (!m_entries->next())
        return false;
    const auto number = static_cast<int>(m_sockets.size()) + 1;
    std::optional<HarEntry> entry = harEntryOf(m_entries->value(), number);
    if (!entry)
        return true; // An ordinary request.
    m_sockets.push_back(std::move(entry->socket));
    m_looked = 0;
    m_messages.emplace(entry->messages);
    return true;
}

void HarReader::note(const JsonValue &element)
{
    const auto read = harMessageOf(element, m_sockets.back());
    if (const auto *error = std::get_if<CaptureError>(&read)) {
        noteBadAt(offsetOf(element.raw), *error);
    } else if (const auto *message = std::get_if<HarMessage>(&read)) {
        if (std::ssize(m_found) == m_maxRows)
            return noteCut();
        learnClient(*message);
        m_found.push_back(
            { message->timeMs, offsetOf(element.raw), static_cast<quint32>(m_sockets.size() - 1) });
    }
}

/// The broker tells a client its id in the first message.
void HarReader::learnClient(const HarMessage &message)
{
    constexpr int MaxLooked = 4;
    HarSocket &socket = m_sockets.back();
    if (message.isSent || message.isBinary || m_looked++ >= MaxLooked || !socket.client.isEmpty())
        return;
    if (const std::optional<QByteArray> bytes = harBytes(message); bytes && !findJsonError(*bytes))
        socket.client = connectedClient(*bytes);
}

void HarReader::sortFound()
{
    if (m_found.empty() && badLines() == 0 && !wasCut())
        return refuse({ CaptureError::Code::NoWebSockets });
    std::stable_sort(m_found.begin(), m_found.end(),
        [](const Found &a, const Found &b) { return a.timeMs < b.timeMs; });
    m_step = Step::Rows;
}

void HarReader::addRows(qsizetype maxBytes)
{
    for (qsizetype work = 0; work < maxBytes && m_next < m_found.size(); ++m_next) {
        const Found &found = m_found[m_next];
        const HarSocket &socket = m_sockets[found.socket];
        const JsonValue element = jsonscan::valueAt(m_json, found.begin);
        work += element.raw.size();
        const auto read = harMessageOf(element, socket);
        const auto &message = std::get<HarMessage>(read);
        if (const std::optional<QByteArray> bytes = harBytes(message)) {
            addHarRow(m_batch, message, *bytes, socket, m_defaults.project);
            CaptureInput::addRows(1);
        } else {
            noteBadAt(found.begin, { CaptureError::Code::BadBase64 });
        }
    }
    if (m_next == m_found.size())
        m_step = Step::End;
}

void HarReader::noteBadAt(qsizetype offset, const CaptureError &error)
{
    noteBad(badLines() == 0 ? lineAt(offset) : 0, error); // Only the first line is kept.
}

void HarReader::refuse(CaptureError error)
{
    fail(std::move(error));
    m_step = Step::End;
}

qsizetype HarReader::offsetOf(QByteArrayView part) const
{
    return part.data() - m_json.data();
}

qint64 HarReader::lineAt(qsizetype offset) const
{
    const QByteArrayView before = m_json.first(offset);
    return 1 + std::count(before.begin(), before.end(), '\n');
}

} // namespace broadcaster
