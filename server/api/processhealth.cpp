// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/processhealth.h"

#include <utility>

namespace broadcaster {

bool ProcessHealth::setProblem(Part part, const Problem &problem)
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_problems.at(static_cast<size_t>(part)), problem) != problem;
}

QList<ProcessHealth::Problem> ProcessHealth::problems() const
{
    const std::lock_guard lock(m_mutex);
    QList<Problem> problems;
    for (const Problem &problem : m_problems) {
        if (!problem.text.isNull())
            problems.append(problem);
    }
    return problems;
}

} // namespace broadcaster
