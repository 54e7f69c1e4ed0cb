// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/prometheustext.h"

namespace broadcaster {

namespace {

constexpr double MicrosecondsPerSecond = 1e6;

QByteArray escaped(QByteArray text)
{
    return text.replace('\\', "\\\\").replace('\n', "\\n");
}

} // namespace

void PrometheusText::begin(const QByteArray &name, const QByteArray &type, const QByteArray &help)
{
    m_name = name;
    m_text += "# HELP " + name + ' ' + escaped(help) + "\n# TYPE " + name + ' ' + type + '\n';
}

void PrometheusText::sample(const QByteArray &value, const Labels &labels, const QByteArray &suffix)
{
    m_text += m_name + suffix;
    char separator = '{';
    for (const auto &[name, text] : labels) {
        m_text += separator + name + "=\"" + escaped(text).replace('"', "\\\"") + '"';
        separator = ',';
    }
    m_text += (labels.isEmpty() ? " " : "} ") + value + '\n';
}

QByteArray secondsText(qint64 microseconds)
{
    constexpr int Digits = 15;
    return QByteArray::number(
        static_cast<double>(microseconds) / MicrosecondsPerSecond, 'g', Digits);
}

} // namespace broadcaster
