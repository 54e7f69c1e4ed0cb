// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonstructure.h"

#include "server/base/tuning.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <new>

namespace broadcaster {

namespace {

constexpr std::size_t MinCapacity = 4096;
/// An index of this capacity takes 4 MiB; making it anew for every message costs too much.
constexpr auto KeptCapacity = static_cast<std::size_t>(limits::DefaultMaxMessageSize);

} // namespace

StructuralIndex::StructuralIndex() = default;
StructuralIndex::~StructuralIndex() = default;

bool StructuralIndex::build(std::string_view text)
{
    if (text.empty())
        return false;
    if (text.size() > m_capacity)
        makeRoom(text.size());
    const auto *bytes = reinterpret_cast<const uint8_t *>(text.data());
    const simdjson::error_code error = m_parser->stage1(
        bytes, text.size(), simdjson::stage1_mode::regular);
    return error == simdjson::SUCCESS;
}

bool StructuralIndex::isUtf8(std::string_view text)
{
    return simdjson::validate_utf8(text);
}

void StructuralIndex::giveBack()
{
    if (m_capacity > KeptCapacity) [[unlikely]] {
        m_parser.reset();
        m_capacity = 0;
    }
}

const uint32_t *StructuralIndex::positions() const
{
    return m_parser->structural_indexes.get();
}

uint32_t StructuralIndex::count() const
{
    return m_parser->n_structural_indexes;
}

void StructuralIndex::makeRoom(std::size_t bytes)
{
    const std::size_t capacity = std::max(MinCapacity, std::bit_ceil(bytes));
    m_parser.reset();
    m_capacity = 0;
    // The depth is for simdjson's second stage, which is not used.
    const simdjson::error_code error
        = simdjson::get_active_implementation()->create_dom_parser_implementation(
            capacity, 1, m_parser);
    if (error != simdjson::SUCCESS)
        throw std::bad_alloc();
    m_capacity = capacity;
}

} // namespace broadcaster
