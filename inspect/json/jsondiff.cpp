// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsondiff.h"

#include "server/api/jsonstring.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <iterator>
#include <vector>

namespace broadcaster {

namespace {

using DifferenceKind = JsonDifference::Kind;

/// A pair of values that is still to be compared. Its path is known by its parent, so that a
/// million pairs do not hold a million paths.
struct Pair {
    JsonValue left;
    JsonValue right;
    size_t parent = 0;
    JsonStep step;
};

class DifferenceFinder final {
public:
    [[nodiscard]] JsonDifferences run(const JsonValue &left, const JsonValue &right)
    {
        // Depth first, so that differences come in the order of the text.
        m_waiting.push_back({ left, right, None, {} });
        while (!m_waiting.empty() && !m_found.isCut) {
            const Pair pair = std::move(m_waiting.back());
            m_waiting.pop_back();
            compare(pair);
        }
        return std::move(m_found);
    }

private:
    static constexpr size_t None = static_cast<size_t>(-1);
    struct Place {
        size_t parent;
        JsonStep step;
    };

    void compare(const Pair &pair)
    {
        if (pair.left.raw == pair.right.raw)
            return;
        if (pair.left.kind == JsonValue::Kind::Missing)
            return report(DifferenceKind::Added, pair);
        if (pair.right.kind == JsonValue::Kind::Missing)
            return report(DifferenceKind::Removed, pair);
        if (pair.left.kind != pair.right.kind)
            return report(DifferenceKind::Changed, pair);
        switch (pair.left.kind) {
        case JsonValue::Kind::Object:
            return compareMembers(pair);
        case JsonValue::Kind::Array:
            return compareElements(pair);
        case JsonValue::Kind::String:
            if (jsonText(pair.left) == jsonText(pair.right))
                return;
            break;
        default:
            break;
        }
        report(DifferenceKind::Changed, pair);
    }

    void compareMembers(const Pair &pair)
    {
        QHash<QByteArray, JsonValue> right;
        for (JsonCursor cursor(pair.right); cursor.next();) {
            QByteArray name = jsonUnescaped(cursor.key());
            // The first member of a name counts, as everywhere.
            if (!right.contains(name))
                right.insert(std::move(name), cursor.value());
        }
        const size_t place = addPlace(pair);
        QSet<QByteArray> seen;
        std::vector<Pair> inner;
        for (JsonCursor cursor(pair.left); cursor.next();) {
            const QByteArray name = jsonUnescaped(cursor.key());
            if (seen.contains(name))
                continue;
            seen.insert(name);
            inner.push_back({ cursor.value(), right.value(name), place, name });
        }
        for (JsonCursor cursor(pair.right); cursor.next();) {
            const QByteArray name = jsonUnescaped(cursor.key());
            if (seen.contains(name))
                continue;
            seen.insert(name);
            inner.push_back({ {}, cursor.value(), place, name });
        }
        push(std::move(inner));
    }

    void compareElements(const Pair &pair)
    {
        const size_t place = addPlace(pair);
        std::vector<Pair> inner;
        JsonCursor left(pair.left);
        JsonCursor right(pair.right);
        bool isLeft = left.next();
        bool isRight = right.next();
        for (qsizetype index = 0; isLeft || isRight; ++index) {
            if (left.value().raw != right.value().raw)
                inner.push_back({ left.value(), right.value(), place, index });
            isLeft = isLeft && left.next();
            isRight = isRight && right.next();
        }
        push(std::move(inner));
    }

    void push(std::vector<Pair> inner)
    {
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(inner.rbegin()),
            std::make_move_iterator(inner.rend()));
    }

    size_t addPlace(const Pair &pair)
    {
        m_places.push_back({ pair.parent, pair.step });
        return m_places.size() - 1;
    }

    void report(DifferenceKind kind, const Pair &pair)
    {
        if (m_found.list.size() == JsonDifferences::MaxCount) {
            m_found.isCut = true;
            return;
        }
        JsonPath path;
        if (pair.parent != None) {
            path.append(pair.step);
            for (size_t at = pair.parent; m_places[at].parent != None; at = m_places[at].parent)
                path.prepend(m_places[at].step);
        }
        m_found.list.append({ kind, path, pair.left.raw, pair.right.raw });
    }

    std::vector<Pair> m_waiting;
    std::vector<Place> m_places; ///< Places of the containers that were compared.
    JsonDifferences m_found;
};

} // namespace

JsonDifferences jsonDifferences(QByteArrayView left, QByteArrayView right)
{
    return DifferenceFinder().run(jsonRoot(left), jsonRoot(right));
}

} // namespace broadcaster
