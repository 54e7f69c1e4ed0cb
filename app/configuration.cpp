// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/configuration.h"

#include "app/configfile.h"
#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "server/net/tlscontext.h"
#include "server/store/databaselocation.h"

namespace broadcaster {

Result<Invocation> readConfiguration(
    const QStringList &arguments, const QProcessEnvironment &environment)
{
    const Result<QList<GivenOption>> given = givenOptions(arguments, environment);
    if (!given)
        return given.error();
    StartOptions program;
    for (const GivenOption &each : *given) {
        const bool isWrong = !isOfFile(*each.option)
            && !setOption(program, *each.option, { each.value }).isNull();
        if (isWrong)
            return makeInvocation(*given, environment); // It says what is wrong.
    }
    if (program.printsHelp || program.printsVersion)
        return makeInvocation(*given, environment);
    const Result<ConfigFiles> files = readConfigFiles(
        configPlaces(program.configPath, program.isServer));
    if (!files)
        return files.error();
    Result<Invocation> invocation = makeInvocation(
        withFurther(*given, files->options), environment);
    if (invocation) {
        invocation->arguments = arguments;
        invocation->configFiles = files->paths;
    }
    return invocation;
}

QList<Error> faultsOfFiles(Invocation invocation)
{
    QList<Error> faults;
    const auto note = [&faults](const auto &result) {
        if (!result)
            faults.append(result.error());
    };
    const BrokerConfig &config = invocation.config;
    note(readKeys(invocation));
    if (!config.tlsCertificate.isEmpty())
        note(TlsContext::load(config.tlsCertificate, config.tlsKey));
    if (!config.clusterCa.isEmpty())
        note(TlsContext::loadAuthorities(config.clusterCa));
    note(DatabaseLocation::parse(config.database));
    return faults;
}

} // namespace broadcaster
