// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <utility>

namespace broadcaster {

/// Writes metrics in Prometheus' text format 0.0.4. Samples belong to the family begun last.
class PrometheusText final {
public:
    using Labels = QList<std::pair<QByteArray, QByteArray>>; ///< Names and values; UTF-8.

    void counter(const QByteArray &name, const QByteArray &help) { begin(name, "counter", help); }
    void gauge(const QByteArray &name, const QByteArray &help) { begin(name, "gauge", help); }
    void histogram(const QByteArray &name, const QByteArray &help)
    {
        begin(name, "histogram", help);
    }

    /// `suffix`: `_bucket`, `_sum` and `_count` of a histogram.
    void sample(const QByteArray &value, const Labels &labels = {}, const QByteArray &suffix = {});
    void sample(qint64 value, const Labels &labels = {})
    {
        sample(QByteArray::number(value), labels);
    }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void begin(const QByteArray &name, const QByteArray &type, const QByteArray &help);

    QByteArray m_name;
    QByteArray m_text;
};

/// Seconds, as short as the value allows.
[[nodiscard]] QByteArray secondsText(qint64 microseconds);

} // namespace broadcaster
