// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsonfind.h"

#include "inspect/json/jsontokens.h"

#include <algorithm>
#include <array>

namespace broadcaster {

namespace {

char loweredLetter(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Horspool's algorithm: skips most bytes of a text, whatever its size.
class PlaceFinder final {
public:
    explicit PlaceFinder(QByteArrayView wanted)
        : m_wanted(wanted.toByteArray())
    {
        std::transform(m_wanted.begin(), m_wanted.end(), m_wanted.begin(), loweredLetter);
        m_skips.fill(m_wanted.size());
        for (qsizetype at = 0; at + 1 < m_wanted.size(); ++at)
            m_skips[static_cast<unsigned char>(m_wanted[at])] = m_wanted.size() - 1 - at;
    }

    /// The first place at or behind `from`, -1 if there is none.
    [[nodiscard]] qsizetype next(QByteArrayView text, qsizetype from) const
    {
        const qsizetype size = m_wanted.size();
        for (qsizetype at = from; size > 0 && at + size <= text.size();) {
            if (isAt(text, at))
                return at;
            at += m_skips[static_cast<unsigned char>(loweredLetter(text[at + size - 1]))];
        }
        return -1;
    }

private:
    [[nodiscard]] bool isAt(QByteArrayView text, qsizetype at) const
    {
        qsizetype left = m_wanted.size();
        while (left > 0 && loweredLetter(text[at + left - 1]) == m_wanted[left - 1])
            --left;
        return left == 0;
    }

    QByteArray m_wanted;
    std::array<qsizetype, 256> m_skips {};
};

/// False when there is no room for it.
bool addPlace(FoundPlaces &found, qsizetype place)
{
    found.isCut = found.offsets.size() == FoundPlaces::MaxPlaces;
    if (!found.isCut)
        found.offsets.push_back(place);
    return !found.isCut;
}

} // namespace

FoundPlaces findPlaces(QByteArrayView text, QByteArrayView wanted)
{
    const PlaceFinder finder(wanted);
    FoundPlaces found;
    for (qsizetype at = finder.next(text, 0); at >= 0; at = finder.next(text, at + wanted.size())) {
        if (!addPlace(found, at))
            break;
    }
    return found;
}

FoundPlaces findTokens(QByteArrayView json, QByteArrayView wanted)
{
    const PlaceFinder finder(wanted);
    FoundPlaces found;
    qsizetype match = finder.next(json, 0);
    for (JsonToken token = JsonTokens::next(json, 0); match >= 0 && token.begin < json.size();
         token = JsonTokens::next(json, token.end)) {
        if (match < token.begin)
            match = finder.next(json, token.begin);
        const bool isIn = match >= 0 && match + wanted.size() <= token.end;
        if (isIn && token.kind != JsonToken::Kind::Sign && !addPlace(found, token.begin))
            break;
    }
    return found;
}

std::optional<size_t> stepTo(const FoundPlaces &found, FindStep step, qsizetype offset)
{
    const std::vector<qsizetype> &places = found.offsets;
    if (places.empty())
        return std::nullopt;
    const auto place = step == FindStep::Next
        ? std::upper_bound(places.begin(), places.end(), offset)
        : std::lower_bound(places.begin(), places.end(), offset);
    const auto index = static_cast<size_t>(place - places.begin());
    if (step == FindStep::Previous)
        return (index == 0 ? places.size() : index) - 1;
    return index == places.size() ? 0 : index;
}

} // namespace broadcaster
