// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/messagetemplate.h"

#include <random>

namespace broadcaster::bench {

namespace {

constexpr std::size_t IdDigits = 12;
constexpr std::string_view IdStart = R"({"id":"00000000-0000-4000-8000-)";

std::string smallObject(int i)
{
    const std::string number = std::to_string(i * 7 % 100);
    return std::string(R"({"i":)") + std::to_string(i) + R"(,"key":"item \")" + number
        + R"(\"","v":)" + number + R"(.5,"ok":)" + (i % 2 == 0 ? "false" : "true")
        + R"(,"tags":["a",null]})";
}

// A JSON object of `size` bytes (a little more when `size` is tiny): the stamp, perhaps small
// objects, and a string that fills the rest. Its names are in alphabetical order, so that the stamp
// comes first from a broker that sorts them, too.
std::string payloadOf(std::size_t size, bool objects)
{
    std::string json = "{";
    json.append(StampMark).append(Stamp::Size, '0').append("\"");
    if (objects) {
        json += R"(,"table":[0)";
        for (int i = 0;; ++i) {
            const std::string object = smallObject(i);
            if (json.size() + object.size() + 20 > size)
                break;
            json.append(",").append(object);
        }
        json += "]";
    }
    json += R"(,"text":")";
    constexpr std::string_view letters
        = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,";
    std::minstd_rand random(1);
    while (json.size() + 2 < size)
        json += letters[random() % letters.size()];
    return json + "\"}";
}

} // namespace

MaskingKey randomMaskingKey()
{
    static std::minstd_rand random(std::random_device {}());
    MaskingKey key;
    for (char &byte : key)
        byte = static_cast<char>(1 + random() % 255);
    return key;
}

MessageTemplate::MessageTemplate(
    std::string_view senderType, std::string_view to, const Options &options)
    : m_key(randomMaskingKey())
{
    std::string message = std::string(IdStart) + std::string(IdDigits, '0')
        + R"(","type":"bench","from":{"type":")" + std::string(senderType) + R"("})";
    if (!to.empty())
        message.append(R"(,"to":)").append(to);
    message.append(R"(,"payload":)")
        .append(payloadOf(static_cast<std::size_t>(options.size), options.objects))
        .append("}");
    m_frame = maskedFrame(Opcode::Text, message, m_key);
    m_payload = m_frame.size() - message.size();
    m_id = m_payload + IdStart.size();
    m_stamp = m_payload + message.find(StampMark) + StampMark.size();
}

void MessageTemplate::patch(char *frame, const Stamp &stamp) const
{
    applyMask(frame + m_stamp, stamp.digits(), Stamp::Size, keyAt(m_stamp));
    applyMask(frame + m_id, stamp.digits() + Stamp::Size - IdDigits, IdDigits, keyAt(m_id));
}

void MessageTemplate::append(std::string &output, const Stamp &stamp) const
{
    const std::size_t start = output.size();
    output.append(m_frame);
    patch(output.data() + start, stamp);
}

MaskingKey MessageTemplate::keyAt(std::size_t offset) const
{
    MaskingKey key;
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = m_key[(offset - m_payload + i) % m_key.size()];
    return key;
}

} // namespace broadcaster::bench
