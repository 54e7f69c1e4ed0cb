<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>DecodeText</name>
    <message>
        <source>seconds since 1970</source>
        <translation>segundos desde 1970</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>milissegundos desde 1970</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>ISO 8601 without a zone, read as local time</source>
        <translation>ISO 8601 sem fuso, lido como hora local</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>A time that has not come yet: &quot;in 3 min&quot;</extracomment>
        <translation>em %1</translation>
    </message>
    <message>
        <source>JSON inside of a string</source>
        <translation>JSON dentro de uma string</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON Web Token</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagem</translation>
    </message>
    <message>
        <source>Text in base64</source>
        <translation>Texto em base64</translation>
    </message>
    <message>
        <source>Bytes in base64</source>
        <translation>Bytes em base64</translation>
    </message>
    <message>
        <source>%1 local, %2 UTC, %3 (%4)</source>
        <extracomment>A time in a message: local time, UTC, the distance from now, the form in which it is written</extracomment>
        <translation>%1 local, %2 UTC, %3 (%4)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time and its distance from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not verified: the signature was not checked, so anybody may have written this.</source>
        <translation>Não verificado: a assinatura não foi conferida, portanto qualquer um pode ter escrito isto.</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>Emitido: %1</translation>
    </message>
    <message>
        <source>Not valid before: %1</source>
        <translation>Válido a partir de: %1</translation>
    </message>
    <message>
        <source>Expired: %1</source>
        <translation>Expirou: %1</translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation>Expira: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::AboutDialog</name>
    <message>
        <source>About Broadcaster</source>
        <translation>Sobre o Broadcaster</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Versão %1</translation>
    </message>
    <message>
        <source>A WebSocket broker for the workstation, and a window on its traffic.</source>
        <translation>Um broker WebSocket para a estação de trabalho e uma janela para o seu tráfego.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) and Boost (BSL 1.0).</source>
        <translation>Software livre sob a licença MIT. Feito com Qt %1 (LGPL), simdjson (Apache 2.0) e Boost (BSL 1.0).</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Copiar as versões</translation>
    </message>
</context>
<context>
    <name>broadcaster::ApplyBar</name>
    <message>
        <source>Revert</source>
        <translation>Reverter</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Changes not applied yet</source>
        <translation>Alterações ainda não aplicadas</translation>
    </message>
    <message>
        <source>Revert the changes</source>
        <translation>Reverter as alterações</translation>
    </message>
    <message>
        <source>Apply the changes</source>
        <translation>Aplicar as alterações</translation>
    </message>
    <message>
        <source>No changes to apply.</source>
        <translation>Nenhuma alteração a aplicar.</translation>
    </message>
</context>
<context>
    <name>broadcaster::BarChart</name>
    <message>
        <source>Messages per day</source>
        <translation>Mensagens por dia</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1, até agora</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 mensagem</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 mensagens</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoje</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d &apos;de&apos; MMM</translation>
    </message>
</context>
<context>
    <name>broadcaster::BrokerStatus</name>
    <message>
        <source>Starting</source>
        <translation>Iniciando</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Parando</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Parado</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Não conectado</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>Copiar o endereço %1</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>Clique para copiar</translation>
    </message>
    <message>
        <source>No connection to</source>
        <translation>Sem conexão com</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>Escutando em</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>Conectado a</translation>
    </message>
    <message>
        <source>Open the Server page</source>
        <translation>Abrir a página Servidor</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Não iniciado</translation>
    </message>
    <message>
        <source>Open the page %1</source>
        <translation>Abrir a página %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln projeto</numerusform>
            <numerusform>%Ln projetos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln cliente</numerusform>
            <numerusform>%Ln clientes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 mensagens/s</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureBanner</name>
    <message>
        <source>Back to live</source>
        <translation>Voltar ao vivo</translation>
    </message>
    <message>
        <source>Back to live messages</source>
        <translation>Voltar às mensagens ao vivo</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Abrindo %1</translation>
    </message>
    <message>
        <source>Showing %1</source>
        <translation>Mostrando %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureOpener</name>
    <message>
        <source>%1 cannot be read: %2. Choose another file.</source>
        <extracomment>A file&apos;s name, and the system&apos;s reason</extracomment>
        <translation>Não é possível ler %1: %2. Escolha outro arquivo.</translation>
    </message>
    <message>
        <source>The file has more than the %1 messages that are kept. Raise the limit and open it again.</source>
        <translation>O arquivo tem mais que as %1 mensagens que são mantidas. Aumente o limite e abra-o novamente.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>Não é possível ler %Ln mensagem</numerusform>
            <numerusform>Não é possível ler %Ln mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln linha não é mensagem</numerusform>
            <numerusform>%Ln linhas não são mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>linha %1, %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureText</name>
    <message>
        <source>Not JSON: the fault is at byte %1 of the line.</source>
        <translation>Não é JSON: o erro está no byte %1 da linha.</translation>
    </message>
    <message>
        <source>Not a JSON object.</source>
        <translation>Não é um objeto JSON.</translation>
    </message>
    <message>
        <source>The name of the project is not allowed.</source>
        <translation>O nome do projeto não é permitido.</translation>
    </message>
    <message>
        <source>The time is not in the form 2026-01-28T12:01:02.114Z.</source>
        <translation>A hora não está no formato 2026-01-28T12:01:02.114Z.</translation>
    </message>
    <message>
        <source>The message is not in base64.</source>
        <translation>A mensagem não está em base64.</translation>
    </message>
    <message>
        <source>The line is too long: it may have %1 MiB.</source>
        <translation>A linha é longa demais: pode ter até %1 MiB.</translation>
    </message>
    <message>
        <source>The file cannot be read on (%1). Check the drive it is on, and open it again.</source>
        <translation>Não é possível continuar lendo o arquivo (%1). Verifique a unidade em que ele está e abra-o novamente.</translation>
    </message>
    <message>
        <source>The file is too long: a HAR file may have %1 MiB. Record fewer requests, or save it without the contents of responses.</source>
        <translation>O arquivo é longo demais: um arquivo HAR pode ter até %1 MiB. Grave menos requisições ou salve-o sem o conteúdo das respostas.</translation>
    </message>
    <message>
        <source>The file is not a whole HAR file: line %1, byte %2 is not JSON. Save it again in the browser.</source>
        <translation>O arquivo não é um arquivo HAR completo: na linha %1, o byte %2 não é JSON. Salve-o novamente no navegador.</translation>
    </message>
    <message>
        <source>The file is not a HAR file: it has no list log.entries.</source>
        <translation>O arquivo não é um arquivo HAR: falta a lista log.entries.</translation>
    </message>
    <message>
        <source>The HAR file has no messages of WebSockets. Open the developer tools before the page connects, and save it again.</source>
        <translation>O arquivo HAR não tem mensagens de WebSocket. Abra as ferramentas de desenvolvedor antes que a página se conecte e salve-o novamente.</translation>
    </message>
    <message>
        <source>It has no direction, no time or no data.</source>
        <translation>Faltam a direção, a hora ou os dados.</translation>
    </message>
    <message>
        <source>Nothing was saved: a HAR file may have %1 MiB. Select fewer messages, or save them as JSON Lines.</source>
        <translation>Nada foi salvo: um arquivo HAR pode ter até %1 MiB. Selecione menos mensagens ou salve-as como JSON Lines.</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Make room on the drive or choose another folder; no half file was left.</source>
        <translation>Não é possível gravar %1 (%2). Libere espaço na unidade ou escolha outra pasta; nenhum arquivo incompleto foi deixado.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>%Ln mensagem removida da lista.</numerusform>
            <numerusform>%Ln mensagens removidas da lista.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientDetails</name>
    <message>
        <source>client id</source>
        <translation>ID do cliente</translation>
    </message>
    <message>
        <source>Selected client</source>
        <translation>Cliente selecionado</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>ID do cliente</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User agent</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Chave de API</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>ainda sem nome</translation>
    </message>
    <message>
        <source>%1 of project %2: your own connection, made by the composer</source>
        <translation>%1 do projeto %2: sua própria conexão, aberta pelo compositor</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 do projeto %2</translation>
    </message>
    <message>
        <source>since %1, for %2</source>
        <translation>desde %1, há %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>não há</translation>
    </message>
    <message>
        <source>none (not a browser)</source>
        <translation>não há (não é um navegador)</translation>
    </message>
    <message>
        <source>connected with one</source>
        <translation>conectado com uma</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1… (%2)</source>
        <translation>%1… (%2)</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientRenaming</name>
    <message>
        <source>Rename client…</source>
        <translation>Renomear cliente…</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>Renomear %1…</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsEmpty</name>
    <message>
        <source>URL for a runtime</source>
        <translation>URL para um runtime</translation>
    </message>
    <message>
        <source>URL for a data agent</source>
        <translation>URL para um data-agent</translation>
    </message>
    <message>
        <source>As a runtime</source>
        <translation>Como runtime</translation>
    </message>
    <message>
        <source>As a data agent</source>
        <translation>Como data-agent</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Parar tráfego demo</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Iniciar tráfego demo</translation>
    </message>
    <message>
        <source>No client is connected</source>
        <translation>Nenhum cliente conectado</translation>
    </message>
    <message>
        <source>No client of %1 is connected</source>
        <translation>Nenhum cliente de %1 conectado</translation>
    </message>
    <message>
        <source>Connect one with any WebSocket library. It is in this list as soon as it is in. Demo traffic connects three clients to the project demo and lets them talk.</source>
        <translation>Conecte um com qualquer biblioteca WebSocket. Ele aparece nesta lista assim que se conecta. O tráfego demo conecta três clientes ao projeto demo e os faz conversar.</translation>
    </message>
    <message>
        <source>Clients are told, and have a moment to go.</source>
        <translation>Os clientes são avisados e têm um momento para sair.</translation>
    </message>
    <message>
        <source>Nobody can connect until it is. The Server page says where it listens.</source>
        <translation>Até lá, ninguém pode se conectar. A página Servidor mostra onde ele escuta.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsModel</name>
    <message>
        <source>%1, your own connection</source>
        <translation>%1, sua própria conexão</translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>Your own connection, made by the composer</source>
        <translation>Sua própria conexão, aberta pelo compositor</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 bytes</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Name of the client; its id is in the tool tip. F2 renames it</source>
        <translation>Nome do cliente; o ID está na dica de ferramenta. F2 o renomeia</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Type with which it connected</source>
        <translation>Tipo com que ele se conectou</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>Messages never leave it</source>
        <translation>As mensagens nunca saem dele</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado há</translation>
    </message>
    <message>
        <source>Time since it connected</source>
        <translation>Tempo desde que se conectou</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Última mensagem</translation>
    </message>
    <message>
        <source>Time since the last message from it</source>
        <translation>Tempo desde a última mensagem dele</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Taxa</translation>
    </message>
    <message>
        <source>Messages per second from it, over the last 5 seconds</source>
        <translation>Mensagens dele por segundo, nos últimos 5 segundos</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Its address, or that of a proxy</source>
        <translation>Endereço dele ou de um proxy</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Msgs. entrada</translation>
    </message>
    <message>
        <source>Messages received from it</source>
        <translation>Mensagens recebidas dele</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Msgs. saída</translation>
    </message>
    <message>
        <source>Messages sent to it</source>
        <translation>Mensagens enviadas a ele</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>Bytes entrada</translation>
    </message>
    <message>
        <source>Bytes received from it, messages only</source>
        <translation>Bytes recebidos dele, só mensagens</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>Bytes saída</translation>
    </message>
    <message>
        <source>Bytes sent to it, frame headers included</source>
        <translation>Bytes enviados a ele, incluindo cabeçalhos de frames</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Na fila</translation>
    </message>
    <message>
        <source>Bytes that wait for it: a slow client has many</source>
        <translation>Bytes que esperam por ele: um cliente lento tem muitos</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User agent</translation>
    </message>
    <message>
        <source>User agent that it names</source>
        <translation>User agent que ele informa</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Broker of the cluster that it is connected to</source>
        <translation>Broker do cluster ao qual ele está conectado</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Web page on which it runs</source>
        <translation>Página web em que ele é executado</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Filter traffic</source>
        <translation>Filtrar tráfego</translation>
    </message>
    <message>
        <source>Shows the messages of the selected client, and those sent to it alone</source>
        <translation>Mostra as mensagens do cliente selecionado e as enviadas só a ele</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>Enviar a…</translation>
    </message>
    <message>
        <source>Opens the composer with a message to the selected client</source>
        <translation>Abre o compositor com uma mensagem para o cliente selecionado</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copiar ID</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renomear…</translation>
    </message>
    <message>
        <source>Gives the selected client a name of your own</source>
        <translation>Dá ao cliente selecionado um nome escolhido por você</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Desconectar…</translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation>Localizar clientes</translation>
    </message>
    <message>
        <source>Find by name, id, type, project, address or user agent</source>
        <translation>Localizar por nome, ID, tipo, projeto, endereço ou user agent</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Escolher colunas</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>Mostrar todos os clientes</translation>
    </message>
    <message>
        <source>Some broker of the cluster has not answered: its clients are missing here.</source>
        <translation>Algum broker do cluster não respondeu: os clientes dele não aparecem aqui.</translation>
    </message>
    <message>
        <source>No client matches “%1”</source>
        <translation>Nenhum cliente corresponde a “%1”</translation>
    </message>
    <message>
        <source>Names, ids, types, projects, addresses and user agents are searched for every word.</source>
        <translation>Cada palavra é procurada nos nomes, IDs, tipos, projetos, endereços e user agents.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 cliente</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients</source>
        <translation>
            <numerusform>%Ln cliente</numerusform>
            <numerusform>%Ln clientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients are selected.</source>
        <translation>
            <numerusform>%Ln cliente selecionado.</numerusform>
            <numerusform>%Ln clientes selecionados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a client to see all that is known of it.</source>
        <translation>Selecione um cliente para ver tudo o que se sabe dele.</translation>
    </message>
    <message>
        <source>Disconnect client %1?</source>
        <translation>Desconectar o cliente %1?</translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>Desconectar %Ln cliente?</numerusform>
            <numerusform>Desconectar %Ln clientes?</numerusform>
        </translation>
    </message>
    <message>
        <source>Its connection is closed with code 4000. Most clients connect again by themselves.</source>
        <translation>A conexão dele é fechada com o código 4000. A maioria dos clientes se reconecta sozinha.</translation>
    </message>
    <message>
        <source>Their connections are closed with code 4000. Most clients connect again by themselves.</source>
        <translation>As conexões deles são fechadas com o código 4000. A maioria dos clientes se reconecta sozinha.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Desconectar</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsTable</name>
    <message>
        <source>Connected clients</source>
        <translation>Clientes conectados</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterModel</name>
    <message>
        <source>%1 (this broker)</source>
        <translation>%1 (este broker)</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
    <message>
        <source>%1: a broker has another id after each start</source>
        <translation>%1: um broker tem outro ID a cada início</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 bytes</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Name of the broker: --cluster-name</source>
        <translation>Nome do broker: --cluster-name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Id of the broker, new with each start</source>
        <translation>ID do broker, novo a cada início</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Version of its program</source>
        <translation>Versão do programa dele</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Clients that are connected to it</source>
        <translation>Clientes conectados a ele</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projetos</translation>
    </message>
    <message>
        <source>Projects that have clients there</source>
        <translation>Projetos que têm clientes lá</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Último sinal</translation>
    </message>
    <message>
        <source>Time since the latest sign of life</source>
        <translation>Tempo desde o último sinal de vida</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviadas</translation>
    </message>
    <message>
        <source>Messages for clients there, since this broker met it</source>
        <translation>Mensagens para clientes de lá, desde que este broker o conhece</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Chegaram</translation>
    </message>
    <message>
        <source>Those of them that it has taken</source>
        <translation>Aquelas que ele já recebeu</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Em trânsito</translation>
    </message>
    <message>
        <source>Messages that have neither arrived nor been lost</source>
        <translation>Mensagens que não chegaram nem se perderam</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdidas</translation>
    </message>
    <message>
        <source>Messages that will not arrive; the tool tips say why</source>
        <translation>Mensagens que não chegarão; as dicas de ferramenta dizem por quê</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Na fila</translation>
    </message>
    <message>
        <source>Bytes here that wait to leave for it</source>
        <translation>Bytes que esperam aqui para seguir até ele</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebidas</translation>
    </message>
    <message>
        <source>Messages from its clients that came here</source>
        <translation>Mensagens dos clientes dele que chegaram aqui</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterPage</name>
    <message>
        <source>Brokers</source>
        <translation>Brokers</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>other brokers cannot be reached</source>
        <translation>outros brokers estão inacessíveis</translation>
    </message>
    <message>
        <source>They share the projects of the namespace %1.</source>
        <translation>Eles compartilham os projetos do namespace %1.</translation>
    </message>
    <message>
        <source>This is the only broker of the namespace %1. Others are listed here within seconds of their start.</source>
        <translation>Este é o único broker do namespace %1. Outros aparecem aqui segundos depois de iniciar.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>O broker não está em execução</translation>
    </message>
    <message>
        <source>Nothing is known of a cluster</source>
        <translation>Nada se sabe sobre um cluster</translation>
    </message>
    <message>
        <source>Asking the broker for its cluster</source>
        <translation>Consultando o broker sobre seu cluster</translation>
    </message>
    <message>
        <source>This broker is in no cluster</source>
        <translation>Este broker não faz parte de um cluster</translation>
    </message>
    <message>
        <source>Several brokers can share their projects, so that clients meet on any of them. Start each with --cluster and the address of the same Redis server, and with the same --cluster-namespace.</source>
        <translation>Vários brokers podem compartilhar seus projetos, de modo que os clientes se encontrem em qualquer um deles. Inicie cada um com --cluster e o endereço do mesmo servidor Redis, e com o mesmo --cluster-namespace.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterTable</name>
    <message>
        <source>Brokers of the cluster</source>
        <translation>Brokers do cluster</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copiar ID</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterText</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached</source>
        <translation>Outros brokers estão inacessíveis</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached: %1</source>
        <translation>Outros brokers estão inacessíveis: %1</translation>
    </message>
    <message>
        <source>Messages between brokers arrive</source>
        <translation>Mensagens entre brokers estão chegando</translation>
    </message>
    <message>
        <source>Messages between brokers arrive: %1</source>
        <translation>Mensagens entre brokers estão chegando: %1</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>ainda sem sinal</translation>
    </message>
    <message>
        <source>too much waited here to leave: Redis or the network is too slow</source>
        <translation>havia dados demais aqui esperando para sair: o Redis ou a rede está lento demais</translation>
    </message>
    <message>
        <source>Redis did not take them: it could not be reached</source>
        <translation>o Redis não as aceitou: estava inacessível</translation>
    </message>
    <message>
        <source>the other broker did not listen: its connection to Redis was lost</source>
        <translation>o outro broker não estava escutando: a conexão dele com o Redis caiu</translation>
    </message>
    <message>
        <source>lost between Redis and the other broker: its connection was cut, or Redis’ buffer for it was full</source>
        <translation>perdidas entre o Redis e o outro broker: a conexão dele foi cortada, ou o buffer do Redis para ele encheu</translation>
    </message>
    <message>
        <source>the other broker was behind: it got more than it could deliver</source>
        <translation>o outro broker estava atrasado: recebeu mais do que podia entregar</translation>
    </message>
    <message>
        <source>the other broker did not know the project yet: its first client had just come</source>
        <translation>o outro broker ainda não conhecia o projeto: o primeiro cliente tinha acabado de chegar</translation>
    </message>
    <message>
        <source>the other broker was gone before it could take them</source>
        <translation>o outro broker saiu antes de poder recebê-las</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRuleRow</name>
    <message>
        <source>Red</source>
        <translation>Vermelho</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Laranja</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Amarelo</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Verde</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Turquesa</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Azul</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violeta</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Cinza</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>Regra ativa</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Cor</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Name, optional</source>
        <translation>Nome, opcional</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Filter, such as type == &quot;error&quot;</source>
        <translation>Filtro, como type == &quot;error&quot;</translation>
    </message>
    <message>
        <source>The filter says which rows get the colour.</source>
        <translation>O filtro define quais linhas recebem a cor.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRulesDialog</name>
    <message>
        <source>Add rule</source>
        <translation>Nova regra</translation>
    </message>
    <message>
        <source>Colour rules</source>
        <translation>Regras de cor</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>The first rule that matches a message colours its row. The tool tip of the row names the rule.</source>
        <translation>A primeira regra que corresponde a uma mensagem colore a linha dela. A dica de ferramenta da linha mostra o nome da regra.</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Mover para cima</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Mover para baixo</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>Remover regra</translation>
    </message>
    <message>
        <source>There is room for %1 rules.</source>
        <translation>O máximo é de %1 regras.</translation>
    </message>
    <message>
        <source>No row has a colour yet.</source>
        <translation>Nenhuma linha tem cor ainda.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColumnLayout</name>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Redefinir colunas</translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>Comentário em %Ln mensagem</numerusform>
            <numerusform>Comentário em %Ln mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Comment, shown in the row; leave it empty to remove it</source>
        <translation>&amp;Comentário, exibido na linha; deixe vazio para removê-lo</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>The comment has %1 bytes of UTF-8, the most is %2.</source>
        <translation>O comentário tem %1 bytes em UTF-8; o máximo é %2.</translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message>
        <source>added</source>
        <translation>adicionado</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>removido</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>alterado</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>a mensagem inteira</translation>
    </message>
    <message>
        <source>Compared parts</source>
        <translation>Partes comparadas</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Diferenças</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Caminho</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferença</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Marcada</translation>
    </message>
    <message>
        <source>This</source>
        <translation>Esta</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Mark a message first: choose it in the list and press M.</source>
        <translation>Primeiro marque uma mensagem: escolha-a na lista e pressione M.</translation>
    </message>
    <message>
        <source>Choose a message to compare with the marked one, %1.</source>
        <translation>Escolha uma mensagem para comparar com a marcada, %1.</translation>
    </message>
    <message>
        <source>These messages are too large to compare: %1 and %2.</source>
        <translation>Estas mensagens são grandes demais para comparar: %1 e %2.</translation>
    </message>
    <message>
        <source>One of the two messages is not JSON, so there is nothing to compare.</source>
        <translation>Uma das duas mensagens não é JSON, portanto não há o que comparar.</translation>
    </message>
    <message>
        <source>No differences between %1 and %2.</source>
        <translation>Nenhuma diferença entre %1 e %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1 (marcada) e %2 (esta): mais de %Ln diferença; só a primeira é mostrada.</numerusform>
            <numerusform>%1 (marcada) e %2 (esta): mais de %Ln diferenças; só as primeiras são mostradas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1 (marcada) e %2 (esta): %Ln diferença.</numerusform>
            <numerusform>%1 (marcada) e %2 (esta): %Ln diferenças.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message>
        <source>Fault in the text</source>
        <translation>Erro no texto</translation>
    </message>
    <message>
        <source>Clients it would reach</source>
        <translation>Clientes a que ela chegaria</translation>
    </message>
    <message>
        <source>Result of sending</source>
        <translation>Resultado do envio</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Compositor</translation>
    </message>
    <message>
        <source>Send text that is not JSON, too</source>
        <translation>Enviar também texto que não é JSON</translation>
    </message>
    <message>
        <source>Send as an admin client (%1)</source>
        <translation>Enviar como cliente admin (%1)</translation>
    </message>
    <message>
        <source>Older message</source>
        <translation>Mensagem mais antiga</translation>
    </message>
    <message>
        <source>Newer message</source>
        <translation>Mensagem mais recente</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Save this message</source>
        <translation>Salvar esta mensagem</translation>
    </message>
    <message>
        <source>This message is too large to edit (%1). It can be resent as it is.</source>
        <translation>Esta mensagem é grande demais para editar (%1). Ela pode ser reenviada como está.</translation>
    </message>
    <message>
        <source>Not sent: a placeholder is unknown.</source>
        <translation>Não enviada: um placeholder é desconhecido.</translation>
    </message>
    <message>
        <source>This is not JSON. Send anyway: %1</source>
        <translation>Isto não é JSON. Enviar mesmo assim: %1</translation>
    </message>
    <message>
        <source>The broker would reject it: %1</source>
        <translation>O broker a rejeitaria: %1</translation>
    </message>
    <message>
        <source>The broker answers this one itself.</source>
        <translation>O próprio broker responde a esta mensagem.</translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>Chegaria a %1 de %Ln cliente</numerusform>
            <numerusform>Chegaria a %1 de %Ln clientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>Chegaria a %1 de %2 clientes, e %Ln admin receberia uma cópia</numerusform>
            <numerusform>Chegaria a %1 de %2 clientes, e %Ln admins receberiam uma cópia</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerDock</name>
    <message>
        <source>Composer</source>
        <translation>Compositor</translation>
    </message>
    <message>
        <source>&amp;Composer</source>
        <translation>&amp;Compositor</translation>
    </message>
    <message>
        <source>S&amp;how the composer</source>
        <translation>&amp;Mostrar o compositor</translation>
    </message>
    <message>
        <source>Close the composer</source>
        <translation>Fechar o compositor</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTemplates</name>
    <message>
        <source>To all of a type</source>
        <translation>Para todos de um tipo</translation>
    </message>
    <message>
        <source>To one client</source>
        <translation>Para um cliente</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>Para todos</translation>
    </message>
    <message>
        <source>GraphQL query</source>
        <translation>Consulta GraphQL</translation>
    </message>
    <message>
        <source>Query response</source>
        <translation>Resposta a consulta</translation>
    </message>
    <message>
        <source>Ping the broker</source>
        <translation>Ping ao broker</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTools</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Begin with a message of one kind. Sending fills in %1.</source>
        <translation>Começar a partir de um modelo de mensagem. O envio preenche %1.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvas</translation>
    </message>
    <message>
        <source>Messages that you have saved under a name (%1)</source>
        <translation>Mensagens que você salvou com um nome (%1)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Anteriores</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down step through earlier messages</source>
        <translation>Ctrl+↑ e Ctrl+↓ percorrem as mensagens anteriores</translation>
    </message>
    <message>
        <source>Earlier messages and drafts</source>
        <translation>Mensagens e rascunhos anteriores</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formatar</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConfigSection</name>
    <message>
        <source>%1: %2</source>
        <comment>a field, what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectDialog</name>
    <message>
        <source>&amp;Keep the key in the keyring of the desktop</source>
        <translation>&amp;Guardar a chave no chaveiro do sistema</translation>
    </message>
    <message>
        <source>Connect to a broker</source>
        <translation>Conectar a um broker</translation>
    </message>
    <message>
        <source>wss://broker.example.com or 10.0.0.5:8787</source>
        <translation>wss://broker.example.com ou 10.0.0.5:8787</translation>
    </message>
    <message>
        <source>Empty: the key that is kept</source>
        <translation>Vazio: a chave guardada</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Endereço</translation>
    </message>
    <message>
        <source>&amp;Service key, or viewer key to look only</source>
        <translation>&amp;Chave de serviço, ou chave de visualização para só observar</translation>
    </message>
    <message>
        <source>This is not the address of a broker. Give one such as wss://broker.example.com or 10.0.0.5:8787.</source>
        <translation>Isto não é o endereço de um broker. Informe um como wss://broker.example.com ou 10.0.0.5:8787.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectionBar</name>
    <message>
        <source>Connection</source>
        <translation>Conexão</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>O broker não está em execução. Inicie-o na página Servidor.</translation>
    </message>
    <message>
        <source>Choose a project or type its name.</source>
        <translation>Escolha um projeto ou digite o nome dele.</translation>
    </message>
    <message>
        <source>No project can have this name.</source>
        <translation>Nenhum projeto pode ter este nome.</translation>
    </message>
    <message>
        <source>Connected as an admin client</source>
        <translation>Conectado como cliente admin</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>Not connected; sending connects</source>
        <translation>Não conectado; o envio conecta</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Desconectar</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationCopy</name>
    <message>
        <source>Nothing was copied: a report has room for %1 messages. Select fewer, or export them.</source>
        <translation>Nada foi copiado: um relatório comporta %1 mensagens. Selecione menos ou exporte-as.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>%Ln mensagem copiada, com requisições e respostas.</numerusform>
            <numerusform>%Ln mensagens copiadas, com requisições e respostas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>%Ln mensagem copiada sozinha: requisições e respostas são identificadas enquanto a coluna Resposta está visível.</numerusform>
            <numerusform>%Ln mensagens copiadas sozinhas: requisições e respostas são identificadas enquanto a coluna Resposta está visível.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message>
        <source>Only the first %1 of %2 are quoted.</source>
        <translation>Só são citados os primeiros %1 de %2.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A name and its value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <extracomment>After a list of clients</extracomment>
        <translation>
            <numerusform>e mais %Ln</numerusform>
            <numerusform>e mais %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regra</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>The number of a message in a report, and its type</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Resposta</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message>
        <source>Request %1 from %2 at %3</source>
        <extracomment>Type, sender, and time of a message</extracomment>
        <translation>Requisição %1 de %2 às %3</translation>
    </message>
    <message>
        <source>Error %1 from %2 at %3, after %4</source>
        <translation>Erro %1 de %2 às %3, após %4</translation>
    </message>
    <message>
        <source>Reply %1 from %2 at %3, after %4</source>
        <translation>Resposta %1 de %2 às %3, após %4</translation>
    </message>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>mais %n resposta</numerusform>
            <numerusform>mais %n respostas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsEmpty</name>
    <message>
        <source>Start demo traffic</source>
        <translation>Iniciar tráfego demo</translation>
    </message>
    <message>
        <source>No message has arrived yet</source>
        <translation>Nenhuma mensagem chegou ainda</translation>
    </message>
    <message>
        <source>As soon as a client answers another one, the times of its replies are listed here. Demo traffic has some.</source>
        <translation>Assim que um cliente responde a outro, os tempos das respostas aparecem aqui. O tráfego demo contém algumas.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>O broker não está em execução</translation>
    </message>
    <message>
        <source>Requests and replies are found in its messages. The Server page says where the broker listens, and why a start failed.</source>
        <translation>Requisições e respostas são identificadas nas mensagens dele. A página Servidor mostra onde o broker escuta e por que um início falhou.</translation>
    </message>
    <message>
        <source>Requests and replies are being found</source>
        <translation>Identificando requisições e respostas</translation>
    </message>
    <message>
        <source>%1 messages are left.</source>
        <translation>Faltam %1 mensagens.</translation>
    </message>
    <message>
        <source>No request and no reply was found</source>
        <translation>Nenhuma requisição nem resposta foi encontrada</translation>
    </message>
    <message>
        <source>No request and no reply of %1 was found</source>
        <translation>Nenhuma requisição nem resposta de %1 foi encontrada</translation>
    </message>
    <message>
        <source>A reply repeats a value of its request. If yours do so in another field, write its path above, such as payload.job.id. With the rule next, the next message back to the sender counts as the reply.</source>
        <translation>Uma resposta repete um valor da sua requisição. Se as suas o fazem em outro campo, escreva o caminho dele acima, como payload.job.id. Com a regra next, a próxima mensagem de volta ao remetente conta como resposta.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsModel</name>
    <message>
        <source>no type</source>
        <translation>sem tipo</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>any client</source>
        <translation>qualquer cliente</translation>
    </message>
    <message>
        <source>any %1</source>
        <translation>qualquer %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>ninguém presente</translation>
    </message>
    <message>
        <source>Half of the replies took at most so long.</source>
        <translation>Metade das respostas levou no máximo este tempo.</translation>
    </message>
    <message>
        <source>95 of 100 replies took at most so long.</source>
        <translation>95 de cada 100 respostas levaram no máximo este tempo.</translation>
    </message>
    <message>
        <source>99 of 100 replies took at most so long.</source>
        <translation>99 de cada 100 respostas levaram no máximo este tempo.</translation>
    </message>
    <message>
        <source>Requests without a reply for 5 seconds or longer.</source>
        <translation>Requisições sem resposta há 5 segundos ou mais.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requisição</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Respondida por</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respostas</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erros</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>Sem resposta</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message>
        <source>Show messages</source>
        <translation>Mostrar mensagens</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Shows the requests of the selected line, and the messages of the client that answers</source>
        <translation>Mostra as requisições da linha selecionada e as mensagens do cliente que responde</translation>
    </message>
    <message>
        <source>&amp;Rule for replies</source>
        <translation>&amp;Regra para respostas</translation>
    </message>
    <message>
        <source>Rule for replies</source>
        <translation>Regra para respostas</translation>
    </message>
    <message>
        <source>auto tries the usual fields. Otherwise write the path of a value that a reply repeats, such as payload.requestId, or id -&gt; payload.inReplyTo, or next: the next message back to the sender. Several have commas between them; the first that finds a request counts.</source>
        <translation>auto tenta os campos usuais. Ou então escreva o caminho de um valor que a resposta repete, como payload.requestId, ou id -&gt; payload.inReplyTo, ou next: a próxima mensagem de volta ao remetente. Separe várias alternativas por vírgulas; vale a primeira que encontra uma requisição.</translation>
    </message>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>mais %n projeto</numerusform>
            <numerusform>mais %n projetos</numerusform>
        </translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>Encontrado em %1</translation>
    </message>
    <message>
        <source>Choose a line to see its reply times.</source>
        <translation>Escolha uma linha para ver seus tempos de resposta.</translation>
    </message>
    <message>
        <source>%1, answered by %2: p95 as a line, p50 dashed</source>
        <extracomment>Type of a request, and the client that answers it</extracomment>
        <translation>%1, respondida por %2: p95 em linha contínua, p50 tracejada</translation>
    </message>
    <message>
        <source>These requests have no reply.</source>
        <translation>Estas requisições não têm resposta.</translation>
    </message>
    <message>
        <source>%1 requests and replies</source>
        <translation>%1 requisições e respostas</translation>
    </message>
    <message>
        <source>%1, %2 left out by a limit</source>
        <translation>%1, %2 omitidas por um limite</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsTable</name>
    <message>
        <source>Requests by type and answering client</source>
        <translation>Requisições por tipo e cliente que responde</translation>
    </message>
</context>
<context>
    <name>broadcaster::CopyField</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>broadcaster::CountsModel</name>
    <message>
        <source>All projects</source>
        <translation>Todos os projetos</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>Não entregues</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejeitadas</translation>
    </message>
</context>
<context>
    <name>broadcaster::CrossingSection</name>
    <message>
        <source>Sent, less arrived, under way and lost: it is 0, or the program has a fault</source>
        <translation>Enviadas menos as que chegaram, estão em trânsito ou se perderam: o resultado é 0, ou o programa tem um defeito</translation>
    </message>
    <message>
        <source>Messages to other brokers</source>
        <translation>Mensagens a outros brokers</translation>
    </message>
    <message>
        <source>From this broker to all others, since it started.</source>
        <translation>Deste broker a todos os outros, desde que iniciou.</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviadas</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>chegaram</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>em trânsito</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdidas</translation>
    </message>
    <message>
        <source>unaccounted for</source>
        <translation>não contabilizadas</translation>
    </message>
    <message>
        <source>batches from others were not read: they were of another version, or not signed as they should be</source>
        <translation>lotes de outros não foram lidos: eram de outra versão ou não estavam assinados como deveriam</translation>
    </message>
    <message>
        <source>No message was lost.</source>
        <translation>Nenhuma mensagem se perdeu.</translation>
    </message>
    <message>
        <source>No message has left for another broker yet.</source>
        <translation>Nenhuma mensagem saiu ainda para outro broker.</translation>
    </message>
</context>
<context>
    <name>broadcaster::DatabaseSection</name>
    <message>
        <source>Database</source>
        <translation>Banco de dados</translation>
    </message>
    <message>
        <source>Keeps API keys and usage. Never messages.</source>
        <translation>Guarda as chaves de API e o uso. Nunca mensagens.</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>Outro banco de dados</translation>
    </message>
    <message>
        <source>Another one: a file, or postgresql://user:password@host/database</source>
        <translation>Outro: um arquivo ou postgresql://user:password@host/database</translation>
    </message>
    <message>
        <source>It must be on one line.</source>
        <translation>Deve estar em uma só linha.</translation>
    </message>
    <message>
        <source>Give a file, or a URL that begins with postgresql://.</source>
        <translation>Informe um arquivo ou uma URL que comece com postgresql://.</translation>
    </message>
    <message>
        <source>The URL is not valid. Special characters in it are percent-encoded: @ is %40.</source>
        <translation>A URL não é válida. Caracteres especiais nela usam codificação percentual: @ é %40.</translation>
    </message>
    <message>
        <source>Another database needs a restart. Keys and usage are not copied to the new database.</source>
        <translation>Outro banco de dados exige reinício. As chaves e o uso não são copiados para o novo banco de dados.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Não está em uso enquanto o broker não está em execução.</translation>
    </message>
    <message>
        <source>Connected, everything counted is written.</source>
        <translation>Conectado; tudo o que foi contado está gravado.</translation>
    </message>
    <message>
        <source>Connected. Messages counted and not yet written: %1.</source>
        <translation>Conectado. Mensagens contadas e ainda não gravadas: %1.</translation>
    </message>
    <message>
        <source>Not connected; the broker tries again by itself. Messages counted and not yet written: %1.</source>
        <translation>Não conectado; o broker tenta novamente sozinho. Mensagens contadas e ainda não gravadas: %1.</translation>
    </message>
    <message>
        <source>Failed writes so far: %1. Last error: %2</source>
        <translation>Gravações com falha até agora: %1. Último erro: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DecodedView</name>
    <message>
        <source>Decoded value as a tree</source>
        <translation>Valor decodificado como árvore</translation>
    </message>
    <message>
        <source>Decoded value as text</source>
        <translation>Valor decodificado como texto</translation>
    </message>
    <message>
        <source>This value cannot be decoded after all.</source>
        <translation>Este valor não pôde ser decodificado.</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>Os primeiros %1 de %2</translation>
    </message>
    <message>
        <source>%1, %2 × %3, %4</source>
        <extracomment>Type of an image, width, height, size of its file</extracomment>
        <translation>%1, %2 × %3, %4</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryModel</name>
    <message>
        <source>%1 %2, %3</source>
        <extracomment>Role, id and outcome of the message: &quot;runtime 8f1c…, sent&quot;</extracomment>
        <translation>%1 %2, %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Name of a client, and outcome of the message: &quot;runtime 1, sent&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryText</name>
    <message>
        <source>Sent to nobody</source>
        <translation>Enviada a ninguém</translation>
    </message>
    <message>
        <source>Sent to nobody, mirrored to %1</source>
        <translation>Enviada a ninguém, espelhada para %1</translation>
    </message>
    <message>
        <source>Sent to %1 of %2</source>
        <translation>Enviada a %1 de %2</translation>
    </message>
    <message>
        <source>Sent to %1 of %2, mirrored to %3</source>
        <translation>Enviada a %1 de %2, espelhada para %3</translation>
    </message>
    <message>
        <source>Answered by the broker</source>
        <translation>Respondida pelo broker</translation>
    </message>
    <message>
        <source>Not recorded: the file does not hold the receivers</source>
        <translation>Não registrado: o arquivo não contém os destinatários</translation>
    </message>
    <message>
        <source>Rejected, delivered to nobody</source>
        <translation>Rejeitada, entregue a ninguém</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>na fila para %1</translation>
    </message>
    <message>
        <source>%1 dropped: too slow</source>
        <translation>descartada para %1: lento demais</translation>
    </message>
    <message>
        <source>%1 dropped: connection lost</source>
        <translation>descartada para %1: conexão perdida</translation>
    </message>
    <message>
        <source>Sent: handed to the operating system. This does not say that the program at the other end has read it.
Queued: waits in the broker for a client that does not keep up.
Dropped: will not arrive, because the client was too slow or its connection ended first.
Passed on: another broker of the cluster has the client, and knows how far the message has come.</source>
        <translation>Enviada: passada ao sistema operacional. Isso não garante que o programa na outra ponta a tenha lido.
Na fila: espera no broker por um cliente que não acompanha o ritmo.
Descartada: não chegará, porque o cliente foi lento demais ou a conexão dele terminou antes.
Repassada: outro broker do cluster tem o cliente e sabe até onde a mensagem chegou.</translation>
    </message>
    <message>
        <source>By rule 1: no client of this project has this id. It may have reconnected: ids are never reused.</source>
        <translation>Pela regra 1: nenhum cliente deste projeto tem este ID. Ele pode ter se reconectado: IDs nunca são reutilizados.</translation>
    </message>
    <message>
        <source>By rule 1: to.id names a client of this project.</source>
        <translation>Pela regra 1: to.id indica um cliente deste projeto.</translation>
    </message>
    <message>
        <source>By rule 2: no client of type %1 is connected except the sender.</source>
        <translation>Pela regra 2: nenhum cliente do tipo %1 está conectado além do remetente.</translation>
    </message>
    <message>
        <source>By rule 2: “%1” is not a type. There are runtime, data-agent and admin.</source>
        <translation>Pela regra 2: “%1” não é um tipo. Há runtime, data-agent e admin.</translation>
    </message>
    <message>
        <source>By rule 2: to.type names every client of that type except the sender.</source>
        <translation>Pela regra 2: to.type indica todos os clientes desse tipo, exceto o remetente.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, and nobody else is connected except admins, which get no broadcasts.</source>
        <translation>Pela regra 3: ela não indica destinatário, e não há mais ninguém conectado além de admins, que não recebem broadcasts.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, so it is for everyone but the sender and admins.</source>
        <translation>Pela regra 3: ela não indica destinatário, portanto é para todos, exceto o remetente e os admins.</translation>
    </message>
    <message>
        <source>A PING is for the broker itself: its PONG goes to the sender alone.</source>
        <translation>Um PING é para o próprio broker: o PONG vai só para o remetente.</translation>
    </message>
    <message>
        <source>The message was invalid. The error that the sender got says why.</source>
        <translation>A mensagem era inválida. O erro que o remetente recebeu diz por quê.</translation>
    </message>
    <message>
        <source>The broker said it to this client alone.</source>
        <translation>O broker a enviou só a este cliente.</translation>
    </message>
    <message>
        <source>The broker said it to everyone in the project.</source>
        <translation>O broker a enviou a todos no projeto.</translation>
    </message>
    <message>
        <source>The broker said it to the client whose message was at fault.</source>
        <translation>O broker a enviou ao cliente cuja mensagem continha o erro.</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryView</name>
    <message>
        <source>Delivery to each client</source>
        <translation>Entrega a cada cliente</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients.</source>
        <translation>Um arquivo de captura não contém os clientes conectados.</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients: only clients that had not got the message are listed.</source>
        <translation>Um arquivo de captura não contém os clientes conectados: só são listados os clientes que não tinham recebido a mensagem.</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>Nenhuma mensagem selecionada.</translation>
    </message>
    <message>
        <source>The broker no longer knows the clients of that time. It remembers only the latest arrivals and departures.</source>
        <translation>O broker não sabe mais quem estava conectado naquele momento. Ele só se lembra das chegadas e saídas mais recentes.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>%Ln cliente que não recebeu a mensagem é contado acima, mas aparece abaixo como se ela lhe tivesse sido enviada.</numerusform>
            <numerusform>%Ln clientes que não receberam a mensagem são contados acima, mas aparecem abaixo como se ela lhes tivesse sido enviada.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>%Ln deles está conectado a outro broker. Acima, a mensagem para ele conta como enviada.</numerusform>
            <numerusform>%Ln deles estão conectados a outros brokers. Acima, a mensagem para eles conta como enviada.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailFollower</name>
    <message>
        <source>Details of the newest message</source>
        <translation>Detalhes da mensagem mais recente</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPane</name>
    <message>
        <source>%1 %2</source>
        <extracomment>Time and type of a message</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Sides of the message</source>
        <translation>Visualizações da mensagem</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Árvore</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Bruto</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Actions on the details</source>
        <translation>Ações sobre os detalhes</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>Ocultar os detalhes (Ctrl+D)</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>Localizar na mensagem</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>Localizar próxima</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>Localizar anterior</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Expandir tudo</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Recolher tudo</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copiar mensagem</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>Sender and receiver of a message, and its size</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPlace</name>
    <message>
        <source>Message details</source>
        <translation>Detalhes da mensagem</translation>
    </message>
    <message>
        <source>Place of the details</source>
        <translation>Posição dos detalhes</translation>
    </message>
    <message>
        <source>&amp;Automatic: at the right of wide windows</source>
        <translation>&amp;Automática: à direita em janelas largas</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>À &amp;direita</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>A&amp;baixo</translation>
    </message>
</context>
<context>
    <name>broadcaster::DialogPromptsText</name>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>HAR, for browsers (*.har)</source>
        <translation>HAR, para navegadores (*.har)</translation>
    </message>
    <message>
        <source>SVG (*.svg)</source>
        <translation>SVG (*.svg)</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Mermaid (*.mmd)</source>
        <translation>Mermaid (*.mmd)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
</context>
<context>
    <name>broadcaster::EngineSection</name>
    <message>
        <source>Redis servers</source>
        <translation>Servidores Redis</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>The servers that carry messages from broker to broker.</source>
        <translation>Os servidores que levam as mensagens de um broker a outro.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorLine</name>
    <message>
        <source>Try again</source>
        <translation>Tentar novamente</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorText</name>
    <message>
        <source>The broker does not accept a value.</source>
        <translation>O broker não aceita um valor.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Isso não existe mais.</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>Você não tem permissão para fazer isso.</translation>
    </message>
    <message>
        <source>It does not fit the state that the broker is in. Try again.</source>
        <translation>Isso não é compatível com o estado atual do broker. Tente novamente.</translation>
    </message>
    <message>
        <source>The address is in use by another program. Stop that one or choose another port.</source>
        <translation>O endereço está em uso por outro programa. Encerre-o ou escolha outra porta.</translation>
    </message>
    <message>
        <source>There is no permission to listen on the address. Choose a port above 1023.</source>
        <translation>Não há permissão para escutar no endereço. Escolha uma porta acima de 1023.</translation>
    </message>
    <message>
        <source>The address is not one of this machine.</source>
        <translation>O endereço não é desta máquina.</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be used.</source>
        <translation>O certificado ou a chave dele não pode ser usado.</translation>
    </message>
    <message>
        <source>The database cannot be created. Name another file.</source>
        <translation>Não é possível criar o banco de dados. Indique outro arquivo.</translation>
    </message>
    <message>
        <source>The database cannot be used. Check its server or its file.</source>
        <translation>Não é possível usar o banco de dados. Verifique o servidor ou o arquivo dele.</translation>
    </message>
    <message>
        <source>A newer version of this program has written the database. Update the program.</source>
        <translation>Uma versão mais nova deste programa gravou o banco de dados. Atualize o programa.</translation>
    </message>
    <message>
        <source>The database is damaged. Restore it from a backup.</source>
        <translation>O banco de dados está danificado. Restaure-o de um backup.</translation>
    </message>
    <message>
        <source>The database cannot be written to. Give the broker the right to write it.</source>
        <translation>Não é possível gravar no banco de dados. Dê ao broker permissão de gravação.</translation>
    </message>
    <message>
        <source>Another program holds the database. Close it, or wait until it is done.</source>
        <translation>Outro programa está usando o banco de dados. Feche-o ou espere que termine.</translation>
    </message>
    <message>
        <source>The disk with the database is full. Make room; nothing counted is lost until then.</source>
        <translation>O disco com o banco de dados está cheio. Libere espaço; até lá, nada do que foi contado se perde.</translation>
    </message>
    <message>
        <source>The database denies the broker a right, or refuses its password.</source>
        <translation>O banco de dados nega uma permissão ao broker ou recusa a senha dele.</translation>
    </message>
    <message>
        <source>A setting of the database, or of the way to it, must be changed.</source>
        <translation>É preciso mudar uma configuração do banco de dados ou do caminho até ele.</translation>
    </message>
    <message>
        <source>The database cannot store a value.</source>
        <translation>O banco de dados não consegue armazenar um valor.</translation>
    </message>
    <message>
        <source>The broker is too busy. Try again in a moment.</source>
        <translation>O broker está ocupado demais. Tente novamente daqui a pouco.</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>O broker não está em execução. Inicie-o na página Servidor.</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Stop that program, or choose another port; 0 takes any free one.</source>
        <translation>%1 está em uso por %2. Encerre esse programa ou escolha outra porta; 0 usa qualquer porta livre.</translation>
    </message>
    <message>
        <source>The project needs a name.</source>
        <translation>O projeto precisa de um nome.</translation>
    </message>
    <message>
        <source>The name of the project has %1 bytes; at most %2 are allowed.</source>
        <translation>O nome do projeto tem %1 bytes; são permitidos no máximo %2.</translation>
    </message>
    <message>
        <source>The name of the project is not UTF-8.</source>
        <translation>O nome do projeto não está em UTF-8.</translation>
    </message>
    <message>
        <source>The name of the project has a control character, which is not allowed.</source>
        <translation>O nome do projeto tem um caractere de controle, o que não é permitido.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4.</source>
        <translation>%1: %2 deve estar entre %3 e %4.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 bytes.</source>
        <translation>%1: %2 deve estar entre %3 e %4 bytes.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 seconds.</source>
        <translation>%1: %2 deve estar entre %3 e %4 segundos.</translation>
    </message>
    <message>
        <source>%1: at most %2 are allowed.</source>
        <translation>%1: são permitidos no máximo %2.</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes are allowed.</source>
        <translation>%1: são permitidos no máximo %2 bytes.</translation>
    </message>
    <message>
        <source>%1: a value is needed.</source>
        <translation>%1: é necessário um valor.</translation>
    </message>
    <message>
        <source>%1: “%2” is there twice.</source>
        <translation>%1: “%2” aparece duas vezes.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or 0.0.0.0.</source>
        <translation>%1: “%2” não é um endereço IP, como 127.0.0.1, ::1 ou 0.0.0.0.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address or a network, such as 10.0.0.0/8.</source>
        <translation>%1: “%2” não é um endereço IP nem uma rede, como 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an origin, such as https://app.example.com, or *.</source>
        <translation>%1: “%2” não é uma origem, como https://app.example.com, nem *.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a host, such as broker.example.com.</source>
        <translation>%1: “%2” não é um host, como broker.example.com.</translation>
    </message>
    <message>
        <source>%1: the value is not the address of a Redis server, such as redis://redis.example.com:6379, with special characters of the password percent-encoded.</source>
        <translation>%1: o valor não é o endereço de um servidor Redis, como redis://redis.example.com:6379, com os caracteres especiais da senha em codificação percentual.</translation>
    </message>
    <message>
        <source>%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.</source>
        <translation>%1: “%2” deve ter de 1 a 64 letras, dígitos, pontos, hifens e sublinhados.</translation>
    </message>
    <message>
        <source>%1 needs %2, too.</source>
        <translation>%1 também exige %2.</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Stop that one, or choose another port; 0 takes any free one.</source>
        <translation>%1 está em uso por outro programa. Encerre-o ou escolha outra porta; 0 usa qualquer porta livre.</translation>
    </message>
    <message>
        <source>There is no permission to listen on %1. Ports below 1024 need privileges: choose a higher one.</source>
        <translation>Não há permissão para escutar em %1. Portas abaixo de 1024 exigem privilégios: escolha uma mais alta.</translation>
    </message>
    <message>
        <source>The broker cannot listen on %1 (%2). Give an address of this machine.</source>
        <translation>O broker não consegue escutar em %1 (%2). Informe um endereço desta máquina.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>Não é possível ler o arquivo de certificado %1 (%2). Indique um arquivo que o broker possa ler.</translation>
    </message>
    <message>
        <source>The certificate file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>O arquivo de certificado %1 tem mais de %2 bytes. Indique um arquivo PEM.</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate. It must be PEM, with the server&apos;s certificate first and its signers behind it.</source>
        <translation>O arquivo de certificado %1 não contém nenhum certificado. Ele deve ser PEM, com o certificado do servidor primeiro e os dos signatários em seguida.</translation>
    </message>
    <message>
        <source>The certificate file %1 is damaged at certificate %2 (%3). Make it anew.</source>
        <translation>O arquivo de certificado %1 está danificado no certificado %2 (%3). Gere-o novamente.</translation>
    </message>
    <message>
        <source>OpenSSL refuses the certificate in %1 (%2). Make one with a key of 2048 bits or more, or P-256.</source>
        <translation>O OpenSSL recusa o certificado em %1 (%2). Gere um com chave de 2048 bits ou mais, ou P-256.</translation>
    </message>
    <message>
        <source>The key file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>Não é possível ler o arquivo de chave %1 (%2). Indique um arquivo que o broker possa ler.</translation>
    </message>
    <message>
        <source>The key file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>O arquivo de chave %1 tem mais de %2 bytes. Indique um arquivo PEM.</translation>
    </message>
    <message>
        <source>The key file %1 is open to others than its owner. Run chmod 600 on it.</source>
        <translation>O arquivo de chave %1 está aberto a outros além do dono. Execute chmod 600 nele.</translation>
    </message>
    <message>
        <source>The key file %1 has a passphrase. Take it off with openssl pkey.</source>
        <translation>O arquivo de chave %1 tem uma senha. Remova-a com openssl pkey.</translation>
    </message>
    <message>
        <source>The key file %1 holds no private key (%2). It must be PEM.</source>
        <translation>O arquivo de chave %1 não contém nenhuma chave privada (%2). Ele deve ser PEM.</translation>
    </message>
    <message>
        <source>The key in %1 does not belong to the certificate in %2. Name the key that the certificate was made for.</source>
        <translation>A chave em %1 não pertence ao certificado em %2. Indique a chave para a qual o certificado foi emitido.</translation>
    </message>
    <message>
        <source>OpenSSL cannot be used (%1).</source>
        <translation>Não é possível usar o OpenSSL (%1).</translation>
    </message>
    <message>
        <source>The database URL begins with %1://, which is not supported. Give the path of a SQLite file or a postgresql:// URL.</source>
        <translation>A URL do banco de dados começa com %1://, o que não é aceito. Informe o caminho de um arquivo SQLite ou uma URL postgresql://.</translation>
    </message>
    <message>
        <source>The database URL is not valid: two hexadecimal digits must follow each %. Write % itself as %25.</source>
        <translation>A URL do banco de dados não é válida: cada % deve ser seguido de dois dígitos hexadecimais. Escreva o próprio % como %25.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a percent-encoded part is not UTF-8.</source>
        <translation>A URL do banco de dados não é válida: uma parte em codificação percentual não está em UTF-8.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a part contains the character U+0000.</source>
        <translation>A URL do banco de dados não é válida: uma parte contém o caractere U+0000.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the port is not a number from 1 to 65535.</source>
        <translation>A URL do banco de dados não é válida: a porta não é um número de 1 a 65535.</translation>
    </message>
    <message>
        <source>The database URL is not valid: it names several hosts, and only one is supported.</source>
        <translation>A URL do banco de dados não é válida: ela indica vários hosts, e só um é permitido.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the IPv6 address must end with ], and only the port may follow.</source>
        <translation>A URL do banco de dados não é válida: o endereço IPv6 deve terminar com ], e só a porta pode vir depois.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an option does not have the form name=value.</source>
        <translation>A URL do banco de dados não é válida: uma opção não tem a forma nome=valor.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the option %1 is not known.</source>
        <translation>A URL do banco de dados não é válida: a opção %1 é desconhecida.</translation>
    </message>
    <message>
        <source>The database URL is not valid: %1 cannot have this value.</source>
        <translation>A URL do banco de dados não é válida: %1 não pode ter este valor.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an @ comes after a / or ?. Write @, / and ? in a password as %40, %2F and %3F.</source>
        <translation>A URL do banco de dados não é válida: há um @ depois de / ou ?. Em uma senha, escreva @, / e ? como %40, %2F e %3F.</translation>
    </message>
    <message>
        <source>The database is missing. Give the path of a file or a postgresql:// URL.</source>
        <translation>Falta o banco de dados. Informe o caminho de um arquivo ou uma URL postgresql://.</translation>
    </message>
    <message>
        <source>The path of the database contains the character U+0000.</source>
        <translation>O caminho do banco de dados contém o caractere U+0000.</translation>
    </message>
    <message>
        <source>The database :memory: would lose every key. Give the path of a file.</source>
        <translation>O banco de dados :memory: perderia todas as chaves. Informe o caminho de um arquivo.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created, because its folder %2 cannot be. Create the folder or name another file.</source>
        <translation>Não é possível criar o banco de dados %1, porque não é possível criar a pasta dele, %2. Crie a pasta ou indique outro arquivo.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created (%2). Give the broker the right to write its folder, or name another file.</source>
        <translation>Não é possível criar o banco de dados %1 (%2). Dê ao broker permissão para gravar na pasta ou indique outro arquivo.</translation>
    </message>
    <message>
        <source>The database %1 is not a file. Name a file.</source>
        <translation>O banco de dados %1 não é um arquivo. Indique um arquivo.</translation>
    </message>
    <message>
        <source>The database %1 cannot be read. Give the broker the right to read and write it.</source>
        <translation>Não é possível ler o banco de dados %1. Dê ao broker permissão de leitura e gravação.</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it.</source>
        <translation>Não é possível gravar no banco de dados %1. Dê ao broker permissão de gravação.</translation>
    </message>
    <message>
        <source>The database %1 is in a folder that cannot be written to, where SQLite needs to keep its log. Give the broker the right to write the folder.</source>
        <translation>O banco de dados %1 está em uma pasta em que não é possível gravar, e o SQLite precisa manter o log dele ali. Dê ao broker permissão para gravar na pasta.</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another.</source>
        <translation>O banco de dados %1 está danificado ou não é um banco de dados. Restaure-o de um backup ou indique outro.</translation>
    </message>
    <message>
        <source>The database %1 is damaged (%2). Restore it from a backup.</source>
        <translation>O banco de dados %1 está danificado (%2). Restaure-o de um backup.</translation>
    </message>
    <message>
        <source>The database %1 has the encoding %2, which cannot hold every name. Name a database with UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</source>
        <translation>O banco de dados %1 tem a codificação %2, que não comporta todos os nomes. Indique um banco de dados com UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</translation>
    </message>
    <message>
        <source>The database %1 only lets itself be read and may be a standby. Name the primary server.</source>
        <translation>O banco de dados %1 só permite leitura e pode ser um standby. Indique o servidor primário.</translation>
    </message>
    <message>
        <source>The database %1 was written by a newer version of this program (schema %2, known is %3). Update the program or name another database.</source>
        <translation>O banco de dados %1 foi gravado por uma versão mais nova deste programa (esquema %2, o conhecido é %3). Atualize o programa ou indique outro banco de dados.</translation>
    </message>
    <message>
        <source>The database %1 needs Qt&apos;s SQL driver %2, which is not installed.</source>
        <translation>O banco de dados %1 precisa do driver SQL %2 do Qt, que não está instalado.</translation>
    </message>
    <message>
        <source>The database does not answer. Try again later.</source>
        <translation>O banco de dados não responde. Tente novamente mais tarde.</translation>
    </message>
    <message>
        <source>The database is too slow: %1 jobs wait for it. Try again later.</source>
        <translation>O banco de dados está lento demais: %1 tarefas esperam por ele. Tente novamente mais tarde.</translation>
    </message>
    <message>
        <source>The database %1 took too long. Try again.</source>
        <translation>O banco de dados %1 demorou demais. Tente novamente.</translation>
    </message>
    <message>
        <source>The database %1 gave other rows than requested. Check whether another program shares its connection.</source>
        <translation>O banco de dados %1 devolveu linhas diferentes das solicitadas. Verifique se outro programa compartilha a conexão dele.</translation>
    </message>
    <message>
        <source>The file of the database %1 is missing. Move it back, or stop the broker and restore a backup.</source>
        <translation>Falta o arquivo do banco de dados %1. Coloque-o de volta, ou pare o broker e restaure um backup.</translation>
    </message>
    <message>
        <source>The database %1 was replaced by another file. Move the first back, or restart the broker to use this one.</source>
        <translation>O banco de dados %1 foi substituído por outro arquivo. Coloque o primeiro de volta ou reinicie o broker para usar este.</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program or too busy. End the program that holds it, and try again. (%2)</source>
        <translation>O banco de dados %1 está bloqueado por outro programa ou ocupado demais. Encerre o programa que o bloqueia e tente novamente. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it. (%2)</source>
        <translation>Não é possível gravar no banco de dados %1. Dê ao broker permissão de gravação. (%2)</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another. (%2)</source>
        <translation>O banco de dados %1 está danificado ou não é um banco de dados. Restaure-o de um backup ou indique outro. (%2)</translation>
    </message>
    <message>
        <source>The database %1 has no space left. Free some on its disk. (%2)</source>
        <translation>O banco de dados %1 não tem mais espaço. Libere espaço no disco dele. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot store a value. (%2)</source>
        <translation>O banco de dados %1 não consegue armazenar um valor. (%2)</translation>
    </message>
    <message>
        <source>The database %1 refused a duplicate. (%2)</source>
        <translation>O banco de dados %1 recusou uma duplicata. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be used. (%2)</source>
        <translation>Não é possível usar o banco de dados %1. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached over TLS. Correct sslmode, sslrootcert, sslcert and sslkey in the URL, or the server&apos;s certificate. (%2)</source>
        <translation>O banco de dados %1 está inacessível por TLS. Corrija sslmode, sslrootcert, sslcert e sslkey na URL, ou o certificado do servidor. (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not exist. Create it: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</source>
        <translation>O banco de dados %1 não existe. Crie-o: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</translation>
    </message>
    <message>
        <source>The database %1 refuses the password. Correct it in the URL, or set it: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</source>
        <translation>O banco de dados %1 recusa a senha. Corrija-a na URL ou defina-a: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not let the broker in. Create the role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) or allow it in pg_hba.conf. (%2)</source>
        <translation>O banco de dados %1 não deixa o broker entrar. Crie a role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) ou permita-a em pg_hba.conf. (%2)</translation>
    </message>
    <message>
        <source>The database %1 may not be connected to. Run as its owner: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</source>
        <translation>Não é permitido conectar-se ao banco de dados %1. Execute como dono dele: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</translation>
    </message>
    <message>
        <source>The database %1 denies the broker a right. Run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</source>
        <translation>O banco de dados %1 nega uma permissão ao broker. Execute como dono dele: GRANT USAGE, CREATE ON SCHEMA public TO %3; e, se as tabelas pertencerem a outra role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</translation>
    </message>
    <message>
        <source>There is no active API key for the project %1.</source>
        <translation>Não há chave de API ativa para o projeto %1.</translation>
    </message>
    <message>
        <source>The project %1 has an active API key already.</source>
        <translation>O projeto %1 já tem uma chave de API ativa.</translation>
    </message>
    <message>
        <source>%1: at most %2 characters are allowed.</source>
        <translation>%1: são permitidos no máximo %2 caracteres.</translation>
    </message>
    <message>
        <source>%1: the character U+0000 is not allowed.</source>
        <translation>%1: o caractere U+0000 não é permitido.</translation>
    </message>
    <message>
        <source>%1: half of a surrogate pair is not text.</source>
        <translation>%1: metade de um par substituto não é texto.</translation>
    </message>
    <message>
        <source>A text contains U+0000 or half of a surrogate pair, which no database can store.</source>
        <translation>Um texto contém U+0000 ou metade de um par substituto, o que nenhum banco de dados consegue armazenar.</translation>
    </message>
    <message>
        <source>The broker or the project %1 has no room for another connection. Disconnect a client, or raise the limit on the Server page.</source>
        <translation>O broker ou o projeto %1 não comporta mais uma conexão. Desconecte um cliente ou aumente o limite na página Servidor.</translation>
    </message>
    <message>
        <source>The composer could not connect to %1: %2</source>
        <translation>O compositor não conseguiu se conectar a %1: %2</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed in the window or by an operator. Connect again to go on.</source>
        <translation>A conexão do compositor com %1 foi fechada na janela ou por um operador. Conecte-se novamente para continuar.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed because the window could not read as fast as messages came. Connect again to go on.</source>
        <translation>A conexão do compositor com %1 foi fechada porque a janela não conseguiu ler tão rápido quanto as mensagens chegavam. Conecte-se novamente para continuar.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 ended with close code %2. %3</source>
        <translation>A conexão do compositor com %1 terminou com o código de fechamento %2. %3</translation>
    </message>
    <message>
        <source>Choose a project to connect to.</source>
        <translation>Escolha um projeto para se conectar.</translation>
    </message>
    <message>
        <source>The composer is connected to %1 projects already, and that is the most. Disconnect from one first.</source>
        <translation>O compositor já está conectado a %1 projetos, que é o máximo. Primeiro, desconecte-se de um deles.</translation>
    </message>
    <message>
        <source>The composer disconnected before the message was sent.</source>
        <translation>O compositor se desconectou antes de a mensagem ser enviada.</translation>
    </message>
    <message>
        <source>Too much waits to be sent to %1. Try again in a moment.</source>
        <translation>Há dados demais à espera de envio para %1. Tente novamente daqui a pouco.</translation>
    </message>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>Não há conexão com o broker.</translation>
    </message>
    <message>
        <source>The message is too big.</source>
        <translation>A mensagem é grande demais.</translation>
    </message>
    <message>
        <source>The message is not a JSON object.</source>
        <translation>A mensagem não é um objeto JSON.</translation>
    </message>
    <message>
        <source>The field “from” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>O campo “from” aparece mais de uma vez no envelope. Escreva-o uma vez ou omita-o.</translation>
    </message>
    <message>
        <source>The field “to” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>O campo “to” aparece mais de uma vez no envelope. Escreva-o uma vez ou omita-o.</translation>
    </message>
    <message>
        <source>The field “to” must be an object or null.</source>
        <translation>O campo “to” deve ser um objeto ou null.</translation>
    </message>
    <message>
        <source>The “id” in the field “to” must be a string.</source>
        <translation>O “id” no campo “to” deve ser uma string.</translation>
    </message>
    <message>
        <source>The “type” in the field “to” must be a string.</source>
        <translation>O “type” no campo “to” deve ser uma string.</translation>
    </message>
    <message>
        <source>A PING is for the broker alone. Give the message another type.</source>
        <translation>Um PING é só para o broker. Dê à mensagem outro tipo.</translation>
    </message>
    <message>
        <source>The client sent more messages a second than it may.</source>
        <translation>O cliente enviou mais mensagens por segundo do que pode.</translation>
    </message>
    <message>
        <source>The clients that were connected then are no longer known: the message is too old.</source>
        <translation>Não se sabe mais quais clientes estavam conectados naquele momento: a mensagem é antiga demais.</translation>
    </message>
</context>
<context>
    <name>broadcaster::FiguresSection</name>
    <message>
        <source>the client was done</source>
        <translation>o cliente terminou</translation>
    </message>
    <message>
        <source>the broker stopped, or the client&apos;s page was left</source>
        <translation>o broker parou, ou alguém saiu da página do cliente</translation>
    </message>
    <message>
        <source>the client broke the WebSocket protocol</source>
        <translation>o cliente violou o protocolo WebSocket</translation>
    </message>
    <message>
        <source>the client closed and gave no reason</source>
        <translation>o cliente fechou sem informar o motivo</translation>
    </message>
    <message>
        <source>no close frame: the network, a proxy&apos;s timeout, or a crash</source>
        <translation>sem frame de fechamento: a rede, o timeout de um proxy ou um crash</translation>
    </message>
    <message>
        <source>a text message was not UTF-8</source>
        <translation>uma mensagem de texto não estava em UTF-8</translation>
    </message>
    <message>
        <source>too many of its messages were invalid, or too much was unfinished</source>
        <translation>muitas de suas mensagens eram inválidas, ou havia dados incompletos demais</translation>
    </message>
    <message>
        <source>a message was larger than the limit</source>
        <translation>uma mensagem era maior que o limite</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>um erro interno</translation>
    </message>
    <message>
        <source>it was disconnected in the window, or by an operator&apos;s call</source>
        <translation>foi desconectado na janela ou por uma chamada de um operador</translation>
    </message>
    <message>
        <source>its API key was revoked</source>
        <translation>sua chave de API foi revogada</translation>
    </message>
    <message>
        <source>it read too slowly, and too much waited for it</source>
        <translation>ele lia devagar demais, e havia dados demais à espera dele</translation>
    </message>
    <message>
        <source>it sent more than its rate allows</source>
        <translation>enviou mais do que sua taxa permite</translation>
    </message>
    <message>
        <source>it answered no pings</source>
        <translation>não respondeu a pings</translation>
    </message>
    <message>
        <source>a reason of the client&apos;s own</source>
        <translation>um motivo próprio do cliente</translation>
    </message>
    <message>
        <source>No connection has ended yet.</source>
        <translation>Nenhuma conexão terminou ainda.</translation>
    </message>
    <message>
        <source>refused since the start, because a limit was reached</source>
        <translation>recusadas desde que o broker iniciou, porque um limite foi atingido</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Estatísticas</translation>
    </message>
    <message>
        <source>Connections now, and how they ended since the start.</source>
        <translation>Conexões agora e como terminaram desde que o broker iniciou.</translation>
    </message>
    <message>
        <source>open, of %1 allowed</source>
        <translation>abertas, de %1 permitidas</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abertas</translation>
    </message>
    <message>
        <source>ended with %1: %2</source>
        <translation>terminadas com %1: %2</translation>
    </message>
    <message>
        <source>the cluster took the broker for dead, and it began anew</source>
        <translation>o cluster considerou o broker morto, e ele recomeçou do zero</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterBox</name>
    <message>
        <source>Fault in the filter</source>
        <translation>Erro no filtro</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>No client with this id has been seen. The ids of clients are new on every connection.</source>
        <translation>Nenhum cliente com este ID foi visto. Os IDs dos clientes são novos a cada conexão.</translation>
    </message>
    <message>
        <source>Clear the filter with this id</source>
        <translation>Limpar o filtro com este ID</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterEdit</name>
    <message>
        <source>Filter: a word, or type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</source>
        <translation>Filtro: uma palavra ou type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>Filtros anteriores</translation>
    </message>
    <message>
        <source>Earlier filters (Down in the empty field)</source>
        <translation>Filtros anteriores (seta para baixo no campo vazio)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Limpar o filtro</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>Limpar o filtro (Esc)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>The name of an action, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Sugestões</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterText</name>
    <message>
        <source>a value in the payload, by its path</source>
        <translation>um valor no payload, pelo seu caminho</translation>
    </message>
    <message>
        <source>the message&apos;s own id</source>
        <translation>o ID da própria mensagem</translation>
    </message>
    <message>
        <source>a value anywhere in the message</source>
        <translation>um valor em qualquer lugar da mensagem</translation>
    </message>
    <message>
        <source>the project&apos;s name</source>
        <translation>o nome do projeto</translation>
    </message>
    <message>
        <source>the message&apos;s own name for its kind</source>
        <translation>o tipo que a própria mensagem declara</translation>
    </message>
    <message>
        <source>the sender&apos;s id</source>
        <translation>o ID do remetente</translation>
    </message>
    <message>
        <source>the sender&apos;s type</source>
        <translation>o tipo do remetente</translation>
    </message>
    <message>
        <source>the client it was for</source>
        <translation>o cliente a que se destinava</translation>
    </message>
    <message>
        <source>the type it was for</source>
        <translation>o tipo a que se destinava</translation>
    </message>
    <message>
        <source>in bytes, or as 4KiB</source>
        <translation>em bytes, ou como 4KiB</translation>
    </message>
    <message>
        <source>12:01:02, or -5m before now</source>
        <translation>12:01:02, ou -5m em relação a agora</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error…</source>
        <translation>broadcast, routed, system, error…</translation>
    </message>
    <message>
        <source>how many it was sent to</source>
        <translation>a quantos foi enviada</translation>
    </message>
    <message>
        <source>the type of a request, also for its replies</source>
        <translation>o tipo de uma requisição, também para suas respostas</translation>
    </message>
    <message>
        <source>answered, unanswered or error</source>
        <translation>answered, unanswered ou error</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s</source>
        <translation>o tempo até a resposta, em ms ou como 1.5s</translation>
    </message>
    <message>
        <source>the id of the client that replies</source>
        <translation>o ID do cliente que responde</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>marcada por você</translation>
    </message>
    <message>
        <source>your comment on it</source>
        <translation>seu comentário sobre ela</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>a mensagem inteira</translation>
    </message>
    <message>
        <source>and</source>
        <translation>e</translation>
    </message>
    <message>
        <source>or</source>
        <translation>ou</translation>
    </message>
    <message>
        <source>first element</source>
        <translation>primeiro elemento</translation>
    </message>
    <message>
        <source>is</source>
        <translation>igual a</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>diferente de</translation>
    </message>
    <message>
        <source>has this text</source>
        <translation>contém este texto</translation>
    </message>
    <message>
        <source>fits a regular expression</source>
        <translation>corresponde a uma expressão regular</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>é maior que</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>é no mínimo</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>é menor que</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>é no máximo</translation>
    </message>
    <message>
        <source>none of those it was for</source>
        <translation>nenhum dos destinatários</translation>
    </message>
    <message>
        <source>some of them</source>
        <translation>alguns deles</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>todos eles</translation>
    </message>
    <message>
        <source>some have not taken it yet</source>
        <translation>alguns ainda não a receberam</translation>
    </message>
    <message>
        <source>some will not get it</source>
        <translation>alguns não a receberão</translation>
    </message>
    <message>
        <source>some were too slow for it</source>
        <translation>alguns foram lentos demais</translation>
    </message>
    <message>
        <source>some went before it was sent</source>
        <translation>alguns saíram antes de ela ser enviada</translation>
    </message>
    <message>
        <source>it has a reply, or is one</source>
        <translation>tem uma resposta, ou é uma</translation>
    </message>
    <message>
        <source>it has no reply so far</source>
        <translation>ainda não tem resposta</translation>
    </message>
    <message>
        <source>the reply reports an error</source>
        <translation>a resposta relata um erro</translation>
    </message>
    <message>
        <source>one minute ago</source>
        <translation>há um minuto</translation>
    </message>
    <message>
        <source>five minutes ago</source>
        <translation>há cinco minutos</translation>
    </message>
    <message>
        <source>one hour ago</source>
        <translation>há uma hora</translation>
    </message>
    <message>
        <source>the broker itself</source>
        <translation>o próprio broker</translation>
    </message>
    <message>
        <source>To compare, write == instead of =.</source>
        <translation>Para comparar, escreva == em vez de =.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; instead of &amp;.</source>
        <translation>Entre duas condições, escreva &amp;&amp; em vez de &amp;.</translation>
    </message>
    <message>
        <source>Between two conditions write || instead of |.</source>
        <translation>Entre duas condições, escreva || em vez de |.</translation>
    </message>
    <message>
        <source>The quote is never closed.</source>
        <translation>As aspas nunca são fechadas.</translation>
    </message>
    <message>
        <source>The filter is too long: it may have %1 characters.</source>
        <translation>O filtro é longo demais: pode ter até %1 caracteres.</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>O filtro tem níveis demais de aninhamento.</translation>
    </message>
    <message>
        <source>There is no ( for this ).</source>
        <translation>Falta um ( para este ).</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>Este ( nunca é fechado.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; or ||.</source>
        <translation>Entre duas condições, escreva &amp;&amp; ou ||.</translation>
    </message>
    <message>
        <source>This is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0].</source>
        <translation>Isto não é um caminho. Escreva payload.name, payload.&quot;any name&quot; ou payload.list[0].</translation>
    </message>
    <message>
        <source>There is no field %1. Members of the payload are written payload.%1.</source>
        <translation>Não há campo %1. Os membros do payload se escrevem payload.%1.</translation>
    </message>
    <message>
        <source>There is no field %1. Is %2 meant?</source>
        <translation>Não há campo %1. Você quis dizer %2?</translation>
    </message>
    <message>
        <source>Here only == != &lt; &lt;= &gt; &gt;= can be used.</source>
        <translation>Aqui só se pode usar == != &lt; &lt;= &gt; &gt;=.</translation>
    </message>
    <message>
        <source>%1 can be compared by == and != only.</source>
        <translation>%1 só pode ser comparado com == e !=.</translation>
    </message>
    <message>
        <source>After %1 a value must follow, such as %2.</source>
        <translation>Depois de %1 deve vir um valor, como %2.</translation>
    </message>
    <message>
        <source>A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow or connection-lost.</source>
        <translation>Deve vir um número de destinatários, ou nobody, partly, all, queued, dropped, too-slow ou connection-lost.</translation>
    </message>
    <message>
        <source>A size must follow, such as 200 or 4KiB.</source>
        <translation>Deve vir um tamanho, como 200 ou 4KiB.</translation>
    </message>
    <message>
        <source>A duration must follow, such as 250, 250ms, 1.5s or 2m.</source>
        <translation>Deve vir uma duração, como 250, 250ms, 1.5s ou 2m.</translation>
    </message>
    <message>
        <source>One of answered, unanswered and error must follow.</source>
        <translation>Deve vir answered, unanswered ou error.</translation>
    </message>
    <message>
        <source>A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.</source>
        <translation>Deve vir uma hora, como 12:01:02.5, 2026-01-28T12:01 ou -5m.</translation>
    </message>
    <message>
        <source>Kinds of messages are %1.</source>
        <translation>Os valores possíveis de kind são %1.</translation>
    </message>
    <message>
        <source>Not a regular expression: %1.</source>
        <translation>Não é uma expressão regular: %1.</translation>
    </message>
    <message>
        <source>After %1 a condition must follow.</source>
        <translation>Depois de %1 deve vir uma condição.</translation>
    </message>
    <message>
        <source>Before %1 a field must stand, such as type or payload.name.</source>
        <translation>Antes de %1 deve haver um campo, como type ou payload.name.</translation>
    </message>
    <message>
        <source>Before %1 a condition must stand.</source>
        <translation>Antes de %1 deve haver uma condição.</translation>
    </message>
    <message>
        <source>the message has this text, in upper or lower case</source>
        <translation>a mensagem contém este texto, em maiúsculas ou minúsculas</translation>
    </message>
    <message>
        <source>it has both</source>
        <translation>contém ambos</translation>
    </message>
    <message>
        <source>it has these words, one behind the other</source>
        <translation>contém estas palavras, uma após a outra</translation>
    </message>
    <message>
        <source>the type is exactly this</source>
        <translation>o tipo é exatamente este</translation>
    </message>
    <message>
        <source>the type fits a regular expression</source>
        <translation>o tipo corresponde a uma expressão regular</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>ambas valem</translation>
    </message>
    <message>
        <source>it was sent to nobody</source>
        <translation>foi enviada a ninguém</translation>
    </message>
    <message>
        <source>somebody will not get it</source>
        <translation>alguém não a receberá</translation>
    </message>
    <message>
        <source>a request without a reply so far</source>
        <translation>uma requisição ainda sem resposta</translation>
    </message>
    <message>
        <source>the reply took longer</source>
        <translation>a resposta demorou mais</translation>
    </message>
    <message>
        <source>one of the two holds</source>
        <translation>uma das duas vale</translation>
    </message>
    <message>
        <source>the payload has such a member</source>
        <translation>o payload tem esse membro</translation>
    </message>
    <message>
        <source>names that are not words are quoted</source>
        <translation>nomes que não são palavras ficam entre aspas</translation>
    </message>
    <message>
        <source>a number inside the payload</source>
        <translation>um número dentro do payload</translation>
    </message>
    <message>
        <source>it does not hold</source>
        <translation>não vale</translation>
    </message>
    <message>
        <source>of the last five minutes</source>
        <translation>dos últimos cinco minutos</translation>
    </message>
    <message>
        <source>the sender; the broker&apos;s own are from system</source>
        <translation>o remetente; as do próprio broker são de system</translation>
    </message>
    <message>
        <source>id of the receiver</source>
        <translation>ID do destinatário</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error, ping or rejected</source>
        <translation>broadcast, routed, system, error, ping ou rejected</translation>
    </message>
    <message>
        <source>how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, connection-lost</source>
        <translation>a quantos foi enviada; ou nobody, partly, all, queued, dropped, too-slow, connection-lost</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s; the id of its sender</source>
        <translation>o tempo até a resposta, em ms ou como 1.5s; o ID de quem a enviou</translation>
    </message>
    <message>
        <source>in bytes: 200, 4KiB, 1.5MB</source>
        <translation>em bytes: 200, 4KiB, 1.5MB</translation>
    </message>
    <message>
        <source>12:01:02.5 today, 2026-01-28T12:01, -5m before now</source>
        <translation>12:01:02.5 de hoje, 2026-01-28T12:01, -5m em relação a agora</translation>
    </message>
    <message>
        <source>your marks and comments on messages</source>
        <translation>suas marcas e comentários em mensagens</translation>
    </message>
    <message>
        <source>the whole message, as it was on the wire</source>
        <translation>a mensagem inteira, como trafegou na rede</translation>
    </message>
    <message>
        <source>the message&apos;s own id, and anything else in it</source>
        <translation>o ID da própria mensagem e tudo o mais nela</translation>
    </message>
    <message>
        <source>is, is not; != holds where the field is missing</source>
        <translation>igual, diferente; != também vale onde o campo falta</translation>
    </message>
    <message>
        <source>numbers, sizes, times; text by its letters</source>
        <translation>números, tamanhos, horas; texto pelos seus caracteres</translation>
    </message>
    <message>
        <source>has this text, in upper or lower case</source>
        <translation>contém este texto, em maiúsculas ou minúsculas</translation>
    </message>
    <message>
        <source>fits a regular expression; (?i) ignores the case of letters</source>
        <translation>corresponde a uma expressão regular; (?i) ignora maiúsculas e minúsculas</translation>
    </message>
    <message>
        <source>and, or, not; the words may be used too</source>
        <translation>e, ou, não; as palavras and, or, not também podem ser usadas</translation>
    </message>
    <message>
        <source>conditions inside are checked first</source>
        <translation>as condições dentro são verificadas primeiro</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exemplos</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Campos</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operadores</translation>
    </message>
</context>
<context>
    <name>broadcaster::FindBar</name>
    <message>
        <source>Not found</source>
        <translation>Não encontrado</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <extracomment>The number of a place that was found, of all that were found</extracomment>
        <translation>%1 de mais de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>Localizar na mensagem</translation>
    </message>
    <message>
        <source>Found places</source>
        <translation>Ocorrências encontradas</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Ocorrência anterior (Shift+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Próxima ocorrência (F3)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Fechar a busca (Esc)</translation>
    </message>
</context>
<context>
    <name>broadcaster::HelpDialog</name>
    <message>
        <source>Filter language</source>
        <translation>Linguagem de filtro</translation>
    </message>
</context>
<context>
    <name>broadcaster::ImageView</name>
    <message>
        <source>Image in the message</source>
        <translation>Imagem na mensagem</translation>
    </message>
    <message>
        <source>This installation of Qt cannot read images of the type %1.</source>
        <translation>Esta instalação do Qt não consegue ler imagens do tipo %1.</translation>
    </message>
    <message>
        <source>This image is damaged.</source>
        <translation>Esta imagem está danificada.</translation>
    </message>
    <message>
        <source>This image has %1 × %2 pixels. It is not shown, because it would take too much memory.</source>
        <translation>Esta imagem tem %1 × %2 pixels. Ela não é exibida porque ocuparia memória demais.</translation>
    </message>
</context>
<context>
    <name>broadcaster::IssuedKeyDialog</name>
    <message>
        <source>API key</source>
        <translation>Chave de API</translation>
    </message>
    <message>
        <source>URL with key</source>
        <translation>URL com chave</translation>
    </message>
    <message>
        <source>API key issued</source>
        <translation>Chave de API emitida</translation>
    </message>
    <message>
        <source>The key of the project %1</source>
        <translation>A chave do projeto %1</translation>
    </message>
    <message>
        <source>This key is shown only now. Store it: it cannot be shown again.</source>
        <translation>Esta chave só é mostrada agora. Guarde-a: ela não pode ser mostrada novamente.</translation>
    </message>
    <message>
        <source>Clients add &amp;apiKey= and the key to their URL, or send it in the header x-api-key.</source>
        <translation>Os clientes acrescentam &amp;apiKey= e a chave à sua URL ou a enviam no cabeçalho x-api-key.</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>Já a guardei</translation>
    </message>
    <message>
        <source>Type of the client</source>
        <translation>Tipo do cliente</translation>
    </message>
    <message>
        <source>Copy URL with key</source>
        <translation>Copiar URL com chave</translation>
    </message>
    <message>
        <source>The URL contains the key: everybody who has the URL can connect</source>
        <translation>A URL contém a chave: qualquer pessoa que tenha a URL pode se conectar</translation>
    </message>
    <message>
        <source>URL for a client of type</source>
        <translation>URL para um cliente do tipo</translation>
    </message>
    <message>
        <source>Close without storing the key?</source>
        <translation>Fechar sem guardar a chave?</translation>
    </message>
    <message>
        <source>It cannot be shown again. If it is lost, revoke it and issue another.</source>
        <translation>Ela não pode ser mostrada novamente. Se for perdida, revogue-a e emita outra.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>Formatar</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>Mensagem a enviar</translation>
    </message>
    <message>
        <source>Indent the text anew (%1)</source>
        <translation>Reindentar o texto (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonErrorText</name>
    <message>
        <source>there is no text</source>
        <translation>não há texto</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>o texto termina cedo demais</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>aqui se espera um valor</translation>
    </message>
    <message>
        <source>a name in double quotes is expected here</source>
        <translation>aqui se espera um nome entre aspas duplas</translation>
    </message>
    <message>
        <source>a colon is expected here</source>
        <translation>aqui se esperam dois-pontos</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is expected here</source>
        <translation>aqui se espera uma vírgula, ] ou }</translation>
    </message>
    <message>
        <source>this is not a JSON number</source>
        <translation>isto não é um número JSON</translation>
    </message>
    <message>
        <source>this is not a JSON escape</source>
        <translation>isto não é um escape JSON</translation>
    </message>
    <message>
        <source>a line break or another control character must be escaped here</source>
        <translation>uma quebra de linha ou outro caractere de controle precisa de escape aqui</translation>
    </message>
    <message>
        <source>nothing may follow the end</source>
        <translation>nada pode vir depois do fim</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>estes bytes não são UTF-8</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>aninhado em mais de %1 níveis</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Linha %1, coluna %2: %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>Envelope</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeView</name>
    <message>
        <source>No message is selected.</source>
        <translation>Nenhuma mensagem selecionada.</translation>
    </message>
    <message>
        <source>Message as a tree</source>
        <translation>Mensagem como árvore</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Filtrar por isto</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Ocultar isto</translation>
    </message>
    <message>
        <source>Show as column</source>
        <translation>Mostrar como coluna</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copiar caminho</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copiar valor</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>Expandir tudo abaixo</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Recolher tudo</translation>
    </message>
    <message>
        <source>This is not JSON. %1.</source>
        <translation>Isto não é JSON. %1.</translation>
    </message>
    <message>
        <source>There is nothing in this message.</source>
        <translation>Esta mensagem está vazia.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptButton</name>
    <message>
        <source>How many messages are kept. Click to change it.</source>
        <translation>Quantas mensagens são mantidas. Clique para alterar.</translation>
    </message>
    <message>
        <source>%1 of %2 kept, %3 of %4</source>
        <extracomment>Messages kept, most that are; memory taken, most that is</extracomment>
        <translation>%1 de %2 mantidas, %3 de %4</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptPopUp</name>
    <message>
        <source>Messages kept</source>
        <translation>Mensagens mantidas</translation>
    </message>
    <message>
        <source>Messages kept at most</source>
        <translation>Máximo de mensagens mantidas</translation>
    </message>
    <message>
        <source>Memory they take at most, in MiB</source>
        <translation>Máximo de memória que elas ocupam, em MiB</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>The oldest messages go first. At least %1 messages and %2 MiB can be kept.</source>
        <translation>As mensagens mais antigas saem primeiro. O mínimo é de %1 mensagens e %2 MiB.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message>
        <source>No key was issued. %1</source>
        <translation>Nenhuma chave foi emitida. %1</translation>
    </message>
    <message>
        <source>No key was issued to %1. %2</source>
        <translation>Nenhuma chave foi emitida para %1. %2</translation>
    </message>
    <message>
        <source>%1 had a key a moment ago. Issue it again.</source>
        <translation>%1 tinha uma chave há um instante. Emita novamente.</translation>
    </message>
    <message>
        <source>Replace the key of %1?</source>
        <translation>Substituir a chave de %1?</translation>
    </message>
    <message>
        <source>The project has an active key since %1, and can have only one. Replacing it closes the connections that use it, and nobody can connect with it any more.</source>
        <translation>O projeto tem uma chave ativa desde %1 e só pode ter uma. Substituí-la fecha as conexões que a usam, e ninguém mais poderá se conectar com ela.</translation>
    </message>
    <message>
        <source>Revoke and issue</source>
        <translation>Revogar e emitir</translation>
    </message>
    <message>
        <source>The key of %1 was not revoked. %2</source>
        <translation>A chave de %1 não foi revogada. %2</translation>
    </message>
    <message>
        <source>No connection uses it now.</source>
        <translation>Nenhuma conexão a usa agora.</translation>
    </message>
    <message>
        <source>1 connection that uses it will be closed.</source>
        <translation>1 conexão que a usa será fechada.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>%Ln conexão que a usa será fechada.</numerusform>
            <numerusform>%Ln conexões que a usam serão fechadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The project requires a key: nobody can connect until you issue another.</source>
        <translation>O projeto exige uma chave: ninguém poderá se conectar até que você emita outra.</translation>
    </message>
    <message>
        <source>Nobody can connect with it any more. This cannot be undone.</source>
        <translation>Ninguém mais poderá se conectar com ela. Isso não pode ser desfeito.</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>Revogar a chave de %1?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revogar</translation>
    </message>
    <message>
        <source>Require a key for %1?</source>
        <translation>Exigir uma chave para %1?</translation>
    </message>
    <message>
        <source>Clients without the key are refused from now on. Those connected stay.</source>
        <translation>Clientes sem a chave serão recusados a partir de agora. Os conectados permanecem.</translation>
    </message>
    <message>
        <source>Clients without a key are refused from now on, and this project has none: nobody can connect until you issue one. Those connected stay.</source>
        <translation>Clientes sem chave serão recusados a partir de agora, e este projeto não tem nenhuma: ninguém poderá se conectar até que você emita uma. Os conectados permanecem.</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Exigir chave</translation>
    </message>
    <message>
        <source>No longer require a key for %1?</source>
        <translation>Não exigir mais uma chave para %1?</translation>
    </message>
    <message>
        <source>Every client that reaches the broker can join the project from now on.</source>
        <translation>Qualquer cliente que alcance o broker poderá entrar no projeto a partir de agora.</translation>
    </message>
    <message>
        <source>Require none</source>
        <translation>Não exigir</translation>
    </message>
    <message>
        <source>The setting of %1 was not changed. %2</source>
        <translation>A configuração de %1 não foi alterada. %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeySection</name>
    <message>
        <source>Service key</source>
        <translation>Chave de serviço</translation>
    </message>
    <message>
        <source>Needed to manage keys over HTTP, not in this window.</source>
        <translation>Necessária para gerenciar chaves por HTTP, não nesta janela.</translation>
    </message>
    <message>
        <source>Remove the service key</source>
        <translation>Remover a chave de serviço</translation>
    </message>
    <message>
        <source>new service key</source>
        <translation>nova chave de serviço</translation>
    </message>
    <message>
        <source>New service key</source>
        <translation>Nova chave de serviço</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Gerar</translation>
    </message>
    <message>
        <source>Generate a service key</source>
        <translation>Gerar uma chave de serviço</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>No máximo %1 bytes.</translation>
    </message>
    <message>
        <source>Use letters, digits and signs of ASCII only, without spaces.</source>
        <translation>Use só letras, dígitos e sinais ASCII, sem espaços.</translation>
    </message>
    <message>
        <source>A service key is set.</source>
        <translation>Há uma chave de serviço definida.</translation>
    </message>
    <message>
        <source>No service key is set: those calls answer 503.</source>
        <translation>Nenhuma chave de serviço definida: essas chamadas respondem 503.</translation>
    </message>
    <message>
        <source>Copy it now: once applied it is not shown again.</source>
        <translation>Copie-a agora: depois de aplicada, não é mostrada novamente.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysModel</name>
    <message>
        <source>not required</source>
        <translation>não exigida</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>sem chave</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>required</source>
        <translation>exigida</translation>
    </message>
    <message>
        <source>Its clients connect with the key</source>
        <translation>Os clientes dele se conectam com a chave</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>How the key begins: the rest is not kept</source>
        <translation>Como a chave começa: o resto não é guardado</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Chave</translation>
    </message>
    <message>
        <source>Description given when it was issued</source>
        <translation>Descrição dada quando foi emitida</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descrição</translation>
    </message>
    <message>
        <source>Clients connected with the key now</source>
        <translation>Clientes conectados com a chave agora</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>When it was issued</source>
        <translation>Quando foi emitida</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Criada</translation>
    </message>
    <message>
        <source>When a client last connected with it</source>
        <translation>Quando um cliente se conectou com ela pela última vez</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Último uso</translation>
    </message>
    <message>
        <source>Issuer by their own account</source>
        <translation>Emissor, segundo ele mesmo</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>Criada por</translation>
    </message>
    <message>
        <source>Whether clients without the key are refused</source>
        <translation>Se clientes sem a chave são recusados</translation>
    </message>
    <message>
        <source>Key required</source>
        <translation>Chave exigida</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>Chaves de API</translation>
    </message>
    <message>
        <source>Issue key…</source>
        <translation>Emitir chave…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Revogar…</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Exigir chave</translation>
    </message>
    <message>
        <source>Refuse clients of the selected project without a key</source>
        <translation>Recusar clientes do projeto selecionado que não tenham chave</translation>
    </message>
    <message>
        <source>Copy prefix</source>
        <translation>Copiar prefixo</translation>
    </message>
    <message>
        <source>Copy project</source>
        <translation>Copiar projeto</translation>
    </message>
    <message>
        <source>Projects and their API keys</source>
        <translation>Projetos e suas chaves de API</translation>
    </message>
    <message>
        <source>Reading the keys</source>
        <translation>Lendo as chaves</translation>
    </message>
    <message>
        <source>No project has a key yet</source>
        <translation>Nenhum projeto tem chave ainda</translation>
    </message>
    <message>
        <source>Without a key, every client that reaches the broker can join any project. Issue a key to a project, give it to its clients, and require it: from then on, clients without it are refused.</source>
        <translation>Sem chave, qualquer cliente que alcance o broker pode entrar em qualquer projeto. Emita uma chave para um projeto, entregue-a aos clientes dele e passe a exigi-la: a partir daí, clientes sem ela são recusados.</translation>
    </message>
    <message>
        <source>This window may not see API keys</source>
        <translation>Esta janela não tem permissão para ver chaves de API</translation>
    </message>
    <message>
        <source>The keys cannot be read. %1</source>
        <translation>Não é possível ler as chaves. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::LineField</name>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Procurar…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Procurar: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number, its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each must be %1. Commas stand between them, at most %2.</source>
        <translation>Cada item deve ser %1. Separe-os por vírgulas; no máximo %2.</translation>
    </message>
    <message>
        <source>Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.</source>
        <translation>Deve estar entre %1 e %2, escrito como 65536, 64 KiB ou 16 MiB.</translation>
    </message>
    <message>
        <source>Must be whole seconds, %1 to %2.</source>
        <translation>Deve ser um número inteiro de segundos, de %1 a %2.</translation>
    </message>
    <message>
        <source>Must be a whole number from %1 to %2.</source>
        <translation>Deve ser um número inteiro de %1 a %2.</translation>
    </message>
    <message>
        <source>%1 %2 to %3, default %4.</source>
        <comment>an explanation, then the bounds</comment>
        <translation>%1 De %2 a %3; padrão: %4.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkActions</name>
    <message>
        <source>Try now</source>
        <translation>Tentar agora</translation>
    </message>
    <message>
        <source>Give a key…</source>
        <translation>Informar chave…</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>Confiar neste certificado…</translation>
    </message>
    <message>
        <source>&amp;Connect to broker…</source>
        <translation>&amp;Conectar a um broker…</translation>
    </message>
    <message>
        <source>&amp;Band colour</source>
        <translation>Cor da &amp;faixa</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkBand</name>
    <message>
        <source>%1, looking only</source>
        <translation>%1, só para observar</translation>
    </message>
    <message>
        <source>Machine %1, version %2</source>
        <translation>Máquina %1, versão %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkPage</name>
    <message>
        <source>Not connected</source>
        <translation>Não conectado</translation>
    </message>
    <message>
        <source>Connect to a broker to see its clients and its traffic.</source>
        <translation>Conecte-se a um broker para ver seus clientes e seu tráfego.</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Sem conexão com %1</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Conectando a %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkText</name>
    <message>
        <source>The certificate of %1 is for another name, %2. Connect by that name.</source>
        <translation>O certificado de %1 é de outro nome, %2. Conecte-se por esse nome.</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust. It was renewed, or somebody stands between.
SHA-256: %2</source>
        <translation>%1 apresenta um certificado diferente daquele em que você confia. Ele foi renovado, ou há alguém no meio.
SHA-256: %2</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1 (%2).
SHA-256: %3</source>
        <translation>Nenhuma autoridade considerada confiável aqui atesta o certificado de %1 (%2).
SHA-256: %3</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Não conectado</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>No answer since %1</source>
        <translation>Sem resposta desde %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>No connection since %1</source>
        <translation>Sem conexão desde %1</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>A conexão com %1 foi cortada.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Check that the broker runs, and host and port.</source>
        <translation>%1 está inacessível: %2. Verifique se o broker está em execução e se o host e a porta estão corretos.</translation>
    </message>
    <message>
        <source>The proxy at %1 does not reach the broker. Check that the broker runs.</source>
        <translation>O proxy em %1 não alcança o broker. Verifique se o broker está em execução.</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a broker, or one without a console. Check host and port.</source>
        <translation>%1 responde, mas não é um broker, ou é um sem console. Verifique o host e a porta.</translation>
    </message>
    <message>
        <source>%1 wants its service key, or its viewer key to look only.</source>
        <translation>%1 pede sua chave de serviço, ou sua chave de visualização para só observar.</translation>
    </message>
    <message>
        <source>The broker does not accept this key. Give its service key or its viewer key.</source>
        <translation>O broker não aceita esta chave. Informe sua chave de serviço ou sua chave de visualização.</translation>
    </message>
    <message>
        <source>The broker speaks another version of the console protocol. Use the program of the broker&apos;s version.</source>
        <translation>O broker usa outra versão do protocolo de console. Use o programa na versão do broker.</translation>
    </message>
    <message>
        <source>The broker is about to stop, or has as many consoles as it may have.</source>
        <translation>O broker está prestes a parar ou já tem o máximo de consoles que pode ter.</translation>
    </message>
    <message>
        <source>The broker does not answer to this name. Allow it there with --allow-host.</source>
        <translation>O broker não responde por este nome. Permita-o lá com --allow-host.</translation>
    </message>
    <message>
        <source>Too many wrong keys came from here. The broker waits before it looks at the next one.</source>
        <translation>Muitas chaves erradas vieram daqui. O broker espera antes de examinar a próxima.</translation>
    </message>
    <message>
        <source>The broker has stopped.</source>
        <translation>O broker parou.</translation>
    </message>
    <message>
        <source>The broker closed the connection, because it was not read.</source>
        <translation>O broker fechou a conexão porque ela não era lida.</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>Tentando novamente…</translation>
    </message>
    <message>
        <source>Next attempt in %1 s.</source>
        <translation>Próxima tentativa em %1 s.</translation>
    </message>
    <message>
        <source>%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. Otherwise the broker speaks another version of the console protocol: use the program of the broker&apos;s version.</source>
        <translation>%1 recusou uma conexão sem TLS. Talvez seja uma porta com TLS: conecte-se por wss://. Caso contrário, o broker usa outra versão do protocolo de console: use o programa na versão do broker.</translation>
    </message>
    <message>
        <source>%1 does not take TLS (%2). If it is a port without TLS, connect by ws://.</source>
        <translation>%1 não aceita TLS (%2). Se for uma porta sem TLS, conecte-se por ws://.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListenField</name>
    <message>
        <source>This machine only (127.0.0.1)</source>
        <translation>Só esta máquina (127.0.0.1)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 (0.0.0.0)</source>
        <translation>Outras máquinas também, por IPv4 (0.0.0.0)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)</source>
        <translation>Outras máquinas também, por IPv4 e IPv6 (0.0.0.0 e ::)</translation>
    </message>
    <message>
        <source>Specific addresses, one per line</source>
        <translation>Endereços específicos, um por linha</translation>
    </message>
    <message>
        <source>Addresses to listen on, one per line</source>
        <translation>Endereços em que escutar, um por linha</translation>
    </message>
    <message>
        <source>Give at least one address.</source>
        <translation>Informe ao menos um endereço.</translation>
    </message>
    <message>
        <source>%1 addresses at most.</source>
        <translation>No máximo %1 endereços.</translation>
    </message>
    <message>
        <source>“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.</source>
        <translation>“%1” não é um endereço IP, como 127.0.0.1, ::1 ou 192.168.1.7.</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>“%1” aparece duas vezes.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListeningSection</name>
    <message>
        <source>Listening</source>
        <translation>Escuta</translation>
    </message>
    <message>
        <source>Changes apply at once. Connected clients stay connected.</source>
        <translation>As alterações valem de imediato. Os clientes conectados continuam conectados.</translation>
    </message>
    <message>
        <source>Use any free port</source>
        <translation>Usar qualquer porta livre</translation>
    </message>
    <message>
        <source>Other machines can connect, and nothing is encrypted: set a certificate under TLS, or put a proxy that speaks TLS before the broker.</source>
        <translation>Outras máquinas podem se conectar, e nada é criptografado: defina um certificado em TLS ou coloque um proxy com TLS na frente do broker.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LiveUsage</name>
    <message>
        <source>Live figures</source>
        <translation>Dados ao vivo</translation>
    </message>
    <message>
        <source>Messages from clients, pings and rejected ones included</source>
        <translation>Mensagens de clientes, incluindo pings e rejeitadas</translation>
    </message>
    <message>
        <source>Size of the messages from clients, without frame headers</source>
        <translation>Tamanho das mensagens de clientes, sem cabeçalhos de frames</translation>
    </message>
    <message>
        <source>Messages that were invalid, or above the rate of their client</source>
        <translation>Mensagens inválidas ou acima da taxa do cliente</translation>
    </message>
    <message>
        <source>Live figures by project</source>
        <translation>Dados ao vivo por projeto</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>mensagens</translation>
    </message>
    <message>
        <source>received</source>
        <translation>recebidos</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>não entregues</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeitadas</translation>
    </message>
    <message>
        <source>For a client or a type that nobody had: %1
Dropped at a client that was too slow or lost its connection: %2</source>
        <translation>Para um cliente ou um tipo que ninguém tinha: %1
Descartadas em um cliente que era lento demais ou perdeu a conexão: %2</translation>
    </message>
    <message>
        <source>Since the broker started. These figures are not in the database.</source>
        <translation>Desde que o broker iniciou. Estes dados não estão no banco de dados.</translation>
    </message>
    <message>
        <source>Since the first client came. Without clients for %1, the project is forgotten, and its figures begin anew.</source>
        <translation>Desde que o primeiro cliente chegou. Após %1 sem clientes, o projeto é esquecido, e seus dados recomeçam do zero.</translation>
    </message>
    <message>
        <source>The broker is not running.</source>
        <translation>O broker não está em execução.</translation>
    </message>
    <message>
        <source>The first figures are here in a second.</source>
        <translation>Os primeiros dados chegam em um segundo.</translation>
    </message>
    <message>
        <source>Messages per second: now %1, at most %2 in the last 5 minutes.</source>
        <translation>Mensagens por segundo: agora %1, no máximo %2 nos últimos 5 minutos.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogModel</name>
    <message>
        <source>debug</source>
        <translation>debug</translation>
    </message>
    <message>
        <source>info</source>
        <translation>info</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erro</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nível</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Módulo</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogView</name>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>Nível mínimo exibido</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tudo</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Info e acima</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Avisos e erros</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Só erros</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Localizar no log</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Keeps the newest line in view</source>
        <translation>Mantém a linha mais recente visível</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all that are shown</source>
        <translation>Copia as linhas selecionadas ou todas as exibidas</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Clears the log in this window</source>
        <translation>Limpa o log nesta janela</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Linhas do log</translation>
    </message>
    <message>
        <source>No line matches</source>
        <translation>Nenhuma linha corresponde</translation>
    </message>
    <message>
        <source>Nothing logged yet</source>
        <translation>Nada registrado ainda</translation>
    </message>
    <message>
        <source>Lines are hidden by the text to find or by the level.</source>
        <translation>Há linhas ocultas pelo texto da busca ou pelo nível.</translation>
    </message>
    <message>
        <source>Refused connections, closed clients and faults of the database appear here.</source>
        <translation>Conexões recusadas, clientes desconectados e falhas do banco de dados aparecem aqui.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>Fechar e desconectar %Ln cliente?</numerusform>
            <numerusform>Fechar e desconectar %Ln clientes?</numerusform>
        </translation>
    </message>
    <message>
        <source>Close without applying the changes?</source>
        <translation>Fechar sem aplicar as alterações?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>Não perguntar mais</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Tráfego</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>Chaves de API</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Usage cannot be written: %1</source>
        <translation>Não é possível gravar o uso: %1</translation>
    </message>
    <message>
        <source>Change the language without applying the changes?</source>
        <translation>Mudar o idioma sem aplicar as alterações?</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>Mudar o idioma</translation>
    </message>
    <message>
        <source>The broker is part of this program and stops too.</source>
        <translation>O broker faz parte deste programa e também é encerrado.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MessageSender</name>
    <message>
        <source>Not sent: the broker is not running.</source>
        <translation>Não enviada: o broker não está em execução.</translation>
    </message>
    <message>
        <source>Not sent: a project and a text are needed.</source>
        <translation>Não enviada: faltam um projeto e um texto.</translation>
    </message>
    <message>
        <source>Not sent: it has %1, and the broker takes %2 at most.</source>
        <translation>Não enviada: ela tem %1, e o broker aceita no máximo %2.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Not sent: the broker stopped.</source>
        <translation>Não enviada: o broker parou.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Não enviada: %1</translation>
    </message>
    <message>
        <source>Sent %1, and rejected: %2</source>
        <translation>Enviada às %1 e rejeitada: %2</translation>
    </message>
    <message>
        <source>Sent %1, and rejected</source>
        <translation>Enviada às %1 e rejeitada</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>Enviada às %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewKeyDialog</name>
    <message>
        <source>Issue an API key</source>
        <translation>Emitir uma chave de API</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descrição</translation>
    </message>
    <message>
        <source>Its users and its purpose</source>
        <translation>Quem a usa e para quê</translation>
    </message>
    <message>
        <source>Issue key</source>
        <translation>Emitir chave</translation>
    </message>
    <message>
        <source>Clients of the project connect with it. The key is shown once, when it is issued.</source>
        <translation>Os clientes do projeto se conectam com ela. A chave é mostrada uma única vez, ao ser emitida.</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projeto</translation>
    </message>
    <message>
        <source>&amp;Description, optional</source>
        <translation>&amp;Descrição, opcional</translation>
    </message>
    <message>
        <source>Name the project that the key is for.</source>
        <translation>Indique o projeto a que a chave se destina.</translation>
    </message>
    <message>
        <source>The name has %1 bytes of UTF-8, the most is %2.</source>
        <translation>O nome tem %1 bytes em UTF-8; o máximo é %2.</translation>
    </message>
    <message>
        <source>The name has a control character, which is not allowed.</source>
        <translation>O nome tem um caractere de controle, o que não é permitido.</translation>
    </message>
    <message>
        <source>The name begins or ends with a space. That makes it another project.</source>
        <translation>O nome começa ou termina com um espaço. Isso o torna outro projeto.</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewRowsChip</name>
    <message>
        <source>New messages</source>
        <translation>Novas mensagens</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <extracomment>Messages that the user has not seen yet</extracomment>
        <translation>%1 aguardando</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 novas</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Continuar com as mensagens que chegaram nesse meio-tempo</translation>
    </message>
    <message>
        <source>Go to the newest message and follow</source>
        <translation>Ir para a mensagem mais recente e seguir</translation>
    </message>
</context>
<context>
    <name>broadcaster::ObstacleText</name>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>Não há conexão com o broker.</translation>
    </message>
    <message>
        <source>The key of this window allows looking only. Connect with the service key.</source>
        <translation>A chave desta janela só permite observar. Conecte-se com a chave de serviço.</translation>
    </message>
    <message>
        <source>The broker is of a version that does not have this.</source>
        <translation>O broker é de uma versão que não oferece isso.</translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message>
        <source>Browser access</source>
        <translation>Acesso por navegador</translation>
    </message>
    <message>
        <source>Pages of this machine may connect; other pages only if their origin is allowed.</source>
        <translation>As páginas desta máquina podem se conectar; outras páginas, só se a origem delas for permitida.</translation>
    </message>
    <message>
        <source>No other page has tried to connect.</source>
        <translation>Nenhuma outra página tentou se conectar.</translation>
    </message>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>recusada %Ln vez</numerusform>
            <numerusform>recusada %Ln vezes</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Permitir</translation>
    </message>
    <message>
        <source>Allow pages of %1</source>
        <translation>Permitir páginas de %1</translation>
    </message>
    <message>
        <source>Let every web site connect?</source>
        <translation>Deixar qualquer site se conectar?</translation>
    </message>
    <message>
        <source>Browsers send the origin null for empty tabs, local files and sandboxed frames, and any web site can have such a frame. To try something out, open the broker&apos;s own page instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.</source>
        <translation>Os navegadores enviam a origem null para abas vazias, arquivos locais e frames em sandbox, e qualquer site pode ter um frame desses. Para fazer um teste, abra a página do próprio broker, como http://127.0.0.1:8787/: o endereço dela está em Conectar, nesta página.</translation>
    </message>
    <message>
        <source>Allow every web site</source>
        <translation>Permitir qualquer site</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectEdit</name>
    <message>
        <source>Known projects</source>
        <translation>Projetos conhecidos</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message>
        <source>Scale: 0 to %1. Each line is ten times the one below.</source>
        <translation>Escala: 0 a %1. Cada linha vale dez vezes a de baixo.</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Todos os projetos</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln cliente</numerusform>
            <numerusform>%Ln clientes</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages: now %1, at most %2 in the last minute</source>
        <translation>Mensagens: agora %1, no máximo %2 no último minuto</translation>
    </message>
</context>
<context>
    <name>broadcaster::QuestionBox</name>
    <message>
        <source>Broadcaster</source>
        <translation>Broadcaster</translation>
    </message>
</context>
<context>
    <name>broadcaster::RateChart</name>
    <message>
        <source>Messages per second</source>
        <translation>Mensagens por segundo</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>não medido</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawText</name>
    <message>
        <source>Message as text</source>
        <translation>Mensagem como texto</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Selecionar tudo</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawView</name>
    <message>
        <source>Indented</source>
        <translation>Indentado</translation>
    </message>
    <message>
        <source>Off: every byte as it was on the wire</source>
        <translation>Desativado: cada byte como trafegou na rede</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copiar tudo</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedModel</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message>
        <source>All messages</source>
        <translation>Todas as mensagens</translation>
    </message>
    <message>
        <source>Received message as a tree</source>
        <translation>Mensagem recebida como árvore</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Limpar a lista</translation>
    </message>
    <message>
        <source>Clear the list of received messages</source>
        <translation>Limpar a lista de mensagens recebidas</translation>
    </message>
    <message>
        <source>Show all received messages</source>
        <translation>Mostrar todas as mensagens recebidas</translation>
    </message>
    <message>
        <source>An admin client gets a copy of every message of its project that names a receiver. Unticked, only replies to your messages are listed: those to your client, and those with an id of a message that you sent.</source>
        <translation>Um cliente admin recebe uma cópia de cada mensagem do seu projeto que indica um destinatário. Desmarcado, só são listadas as respostas às suas mensagens: as enviadas ao seu cliente e as que têm o id de uma mensagem que você enviou.</translation>
    </message>
    <message>
        <source>Received messages</source>
        <translation>Mensagens recebidas</translation>
    </message>
    <message>
        <source>Return opens a message, Escape closes it</source>
        <translation>Enter abre uma mensagem, Esc a fecha</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebidas</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respostas</translation>
    </message>
    <message>
        <source>Received, the last %1 of %2</source>
        <translation>Recebidas, as últimas %1 de %2</translation>
    </message>
    <message>
        <source>Replies, the last %1 of %2</source>
        <translation>Respostas, as últimas %1 de %2</translation>
    </message>
    <message>
        <source>Messages to you appear here.</source>
        <translation>As mensagens para você aparecem aqui.</translation>
    </message>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>Ainda não há resposta às suas mensagens. Chegou %Ln outra mensagem.</numerusform>
            <numerusform>Ainda não há resposta às suas mensagens. Chegaram %Ln outras mensagens.</numerusform>
        </translation>
    </message>
    <message>
        <source>Replies to your messages appear here.</source>
        <translation>As respostas às suas mensagens aparecem aqui.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RemoteWindow</name>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>Confiar neste certificado para %1?</translation>
    </message>
    <message>
        <source>Its SHA-256 is
%1

Compare it with what the broker&apos;s own machine says:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

From then on, this window accepts this certificate for this broker, and no other.</source>
        <translation>O SHA-256 dele é
%1

Compare-o com o que a máquina do próprio broker informa:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICADO

A partir daí, esta janela aceita este certificado para este broker, e nenhum outro.</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Confiar</translation>
    </message>
    <message>
        <source>The keyring does not keep the key (%1), so you will be asked for it again.</source>
        <translation>O chaveiro não guarda a chave (%1), então ela será pedida novamente.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RenameDialog</name>
    <message>
        <source>The client is no longer known.</source>
        <translation>O cliente não é mais conhecido.</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>Um nome tem no máximo %1 caracteres.</translation>
    </message>
    <message>
        <source>The name has a character that cannot be seen.</source>
        <translation>O nome tem um caractere invisível.</translation>
    </message>
    <message>
        <source>Another client of the project has this name.</source>
        <translation>Outro cliente do projeto tem este nome.</translation>
    </message>
    <message>
        <source>Rename client</source>
        <translation>Renomear cliente</translation>
    </message>
    <message>
        <source>&amp;Name of the client</source>
        <translation>&amp;Nome do cliente</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renomear</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 do projeto %2</translation>
    </message>
    <message>
        <source>Only this window knows the name. An empty one brings the automatic name back. If the user agent names a program, its later connections get the name too.</source>
        <translation>Só esta janela conhece o nome. Um nome vazio traz de volta o automático. Se o user agent indica um programa, as conexões futuras dele também recebem o nome.</translation>
    </message>
    <message>
        <source>Automatic name</source>
        <translation>Nome automático</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message>
        <source>Reply times</source>
        <translation>Tempos de resposta</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 a %2</translation>
    </message>
    <message>
        <source>no replies</source>
        <translation>sem respostas</translation>
    </message>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1, p50 %2, %n resposta</numerusform>
            <numerusform>p95 %1, p50 %2, %n respostas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>, %n erro</numerusform>
            <numerusform>, %n erros</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message>
        <source>error in %1</source>
        <translation>erro em %1</translation>
    </message>
    <message>
        <source>reply in %1</source>
        <translation>resposta em %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1, %n resposta</numerusform>
            <numerusform>%1, %n respostas</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>falhou em %1</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>respondida em %1</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>sem resposta</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>aguardando</translation>
    </message>
    <message>
        <source>unanswered for %1</source>
        <translation>sem resposta há %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>ninguém presente</translation>
    </message>
    <message>
        <source>receiver left</source>
        <translation>destinatário saiu</translation>
    </message>
    <message>
        <source>sender left</source>
        <translation>remetente saiu</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowFeatures</name>
    <message>
        <source>Colour rules…</source>
        <translation>Regras de cor…</translation>
    </message>
    <message>
        <source>Colour rows like this…</source>
        <translation>Colorir linhas como esta…</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowMarks</name>
    <message>
        <source>Comment…</source>
        <translation>Comentar…</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Próxima marca</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Marca anterior</translation>
    </message>
    <message>
        <source>There is room for %1 marks and comments. Select fewer messages.</source>
        <translation>O máximo é de %1 marcas e comentários. Selecione menos mensagens.</translation>
    </message>
    <message>
        <source>Some messages were not marked: there is room for %1 marks and comments.</source>
        <translation>Algumas mensagens não foram marcadas: o máximo é de %1 marcas e comentários.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln mensagem ficou sem comentário: não é mais mantida, ou não há espaço.</numerusform>
            <numerusform>%Ln mensagens ficaram sem comentário: não são mais mantidas, ou não há espaço.</numerusform>
        </translation>
    </message>
    <message>
        <source>No shown message in this direction has a mark or a comment.</source>
        <translation>Nenhuma mensagem exibida nesta direção tem marca ou comentário.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RuleText</name>
    <message>
        <source>A path must stand here, such as payload.requestId.</source>
        <translation>Aqui deve haver um caminho, como payload.requestId.</translation>
    </message>
    <message>
        <source>%1 is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0], or auto, id or next.</source>
        <translation>%1 não é um caminho. Escreva payload.name, payload.&quot;any name&quot; ou payload.list[0], ou auto, id ou next.</translation>
    </message>
    <message>
        <source>The rule is too long: it may have %1 characters.</source>
        <translation>A regra é longa demais: pode ter até %1 caracteres.</translation>
    </message>
    <message>
        <source>A rule may have %1 alternatives.</source>
        <translation>Uma regra pode ter até %1 alternativas.</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 já está presente.</translation>
    </message>
    <message>
        <source>auto stands alone: it tries the usual alternatives by itself.</source>
        <translation>auto vem sozinho: ele mesmo tenta as alternativas usuais.</translation>
    </message>
    <message>
        <source>next comes last: it finds a reply to every request.</source>
        <translation>next vem por último: encontra uma resposta para qualquer requisição.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SaveFilterDialog</name>
    <message>
        <source>Another filter has this name.</source>
        <translation>Outro filtro tem este nome.</translation>
    </message>
    <message>
        <source>The filter is too long to be saved: it may have %1 characters.</source>
        <translation>O filtro é longo demais para ser salvo: pode ter até %1 caracteres.</translation>
    </message>
    <message>
        <source>Replaces the saved filter of this name.</source>
        <translation>Substitui o filtro salvo com este nome.</translation>
    </message>
    <message>
        <source>There are %1 saved filters already. Delete one with a right-click on its button.</source>
        <translation>Já há %1 filtros salvos. Exclua um pelo menu de contexto do botão dele.</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Salvar filtro</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>Renomear filtro</translation>
    </message>
    <message>
        <source>&amp;Name, shown as a button</source>
        <translation>&amp;Nome, exibido como botão</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renomear</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedBar</name>
    <message>
        <source>Rename</source>
        <translation>Renomear</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Name of the message</source>
        <translation>Nome da mensagem</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>No message is saved yet</source>
        <translation>Nenhuma mensagem salva ainda</translation>
    </message>
    <message>
        <source>Save this message…</source>
        <translation>Salvar esta mensagem…</translation>
    </message>
    <message>
        <source>New name of the message</source>
        <translation>Novo nome da mensagem</translation>
    </message>
    <message>
        <source>Renamed to “%1”</source>
        <translation>Renomeada para “%1”</translation>
    </message>
    <message>
        <source>Replace the saved message “%1”?</source>
        <translation>Substituir a mensagem salva “%1”?</translation>
    </message>
    <message>
        <source>Its text is lost.</source>
        <translation>O texto dela será perdido.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Substituir</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>Salva como “%1”</translation>
    </message>
    <message>
        <source>Delete the saved message “%1”?</source>
        <translation>Excluir a mensagem salva “%1”?</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>“%1” excluída</translation>
    </message>
    <message>
        <source>The message needs a name.</source>
        <translation>A mensagem precisa de um nome.</translation>
    </message>
    <message>
        <source>Another message has this name.</source>
        <translation>Outra mensagem tem este nome.</translation>
    </message>
    <message>
        <source>%1 messages are saved, which is the most. Delete one first.</source>
        <translation>Há %1 mensagens salvas, que é o máximo. Primeiro, exclua uma.</translation>
    </message>
    <message>
        <source>This message is too large to save (%1 of at most %2).</source>
        <translation>Esta mensagem é grande demais para salvar (%1 de no máximo %2).</translation>
    </message>
    <message>
        <source>All saved messages together may have %1. Delete one first.</source>
        <translation>Todas as mensagens salvas juntas podem ter até %1. Primeiro, exclua uma.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedFiltersBar</name>
    <message>
        <source>Save filter…</source>
        <translation>Salvar filtro…</translation>
    </message>
    <message>
        <source>More saved filters</source>
        <translation>Mais filtros salvos</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renomear…</translation>
    </message>
    <message>
        <source>Replace by the present filter</source>
        <translation>Substituir pelo filtro atual</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Mover à esquerda</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Mover à direita</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
</context>
<context>
    <name>broadcaster::SectionPages</name>
    <message>
        <source>Sections</source>
        <translation>Seções</translation>
    </message>
    <message>
        <source>%1: something is wrong here</source>
        <comment>a section</comment>
        <translation>%1: há algo errado aqui</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceExport</name>
    <message>
        <source>A diagram has at most %1 messages as a file, and this one has %2. Filter the messages, or show one conversation.</source>
        <translation>Um diagrama tem no máximo %1 mensagens como arquivo, e este tem %2. Filtre as mensagens ou mostre uma só conversa.</translation>
    </message>
    <message>
        <source>Mermaid draws at most %1 characters, and this diagram needs more. Filter the messages, or show one conversation.</source>
        <translation>O Mermaid desenha no máximo %1 caracteres, e este diagrama precisa de mais. Filtre as mensagens ou mostre uma só conversa.</translation>
    </message>
    <message>
        <source>The picture would have %1 by %2 pixels, which is too many. Save it as SVG, or filter the messages.</source>
        <translation>A imagem teria %1 por %2 pixels, o que é demais. Salve-a como SVG ou filtre as mensagens.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder, and the room on the disk.</source>
        <translation>Não é possível gravar %1. Verifique a pasta e o espaço no disco.</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagrama de sequência</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceModel</name>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>sem tipo</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>para ninguém</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeitada</translation>
    </message>
    <message>
        <source>receivers not recorded</source>
        <translation>destinatários não registrados</translation>
    </message>
    <message>
        <source>to %1 clients</source>
        <extracomment>A message has gone to that many clients, which are not shown one by one</extracomment>
        <translation>para %1 clientes</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>e mais %1</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 depois</translation>
    </message>
    <message>
        <source>a client without a lane</source>
        <translation>um cliente sem raia</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1 (descartada)</translation>
    </message>
    <message>
        <source>%1 (queued)</source>
        <translation>%1 (na fila)</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (cópia)</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <extracomment>Time, type and sender of a message</extracomment>
        <translation>%1 %2 de %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 para %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequencePane</name>
    <message>
        <source>All messages</source>
        <translation>Todas as mensagens</translation>
    </message>
    <message>
        <source>Copy as Mermaid</source>
        <translation>Copiar como Mermaid</translation>
    </message>
    <message>
        <source>Save diagram…</source>
        <translation>Salvar diagrama…</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagrama de sequência</translation>
    </message>
    <message>
        <source>Show all messages that the filter shows</source>
        <translation>Mostrar todas as mensagens que o filtro mostra</translation>
    </message>
    <message>
        <source>Copies the diagram as text that Mermaid draws</source>
        <translation>Copia o diagrama como texto que o Mermaid desenha</translation>
    </message>
    <message>
        <source>Saves the diagram as SVG, PNG or Mermaid</source>
        <translation>Salva o diagrama como SVG, PNG ou Mermaid</translation>
    </message>
    <message>
        <source>Shows the messages as arrows between clients</source>
        <translation>Mostra as mensagens como setas entre clientes</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Salvo como %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>%Ln mensagem copiada como Mermaid.</numerusform>
            <numerusform>%Ln mensagens copiadas como Mermaid.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as sequence diagram</source>
        <translation>Mostrar como diagrama de sequência</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Requisições e respostas são identificadas enquanto a coluna Resposta está visível.</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Esta mensagem não é requisição nem resposta.</translation>
    </message>
    <message>
        <source>One conversation</source>
        <translation>Uma conversa</translation>
    </message>
    <message>
        <source>All messages that the filter shows</source>
        <translation>Todas as mensagens que o filtro mostra</translation>
    </message>
    <message>
        <source>The messages of the conversation are no longer kept</source>
        <translation>As mensagens da conversa não são mais mantidas</translation>
    </message>
    <message>
        <source>the first %1 clients have a lane</source>
        <translation>os primeiros %1 clientes têm uma raia</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln raia</numerusform>
            <numerusform>%Ln raias</numerusform>
        </translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>Salvar diagrama</translation>
    </message>
    <message>
        <source>sequence.svg</source>
        <translation>sequencia.svg</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagrama de sequência</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>Projeto %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>Conectado, %1 comandos, %Ln reconexão</numerusform>
            <numerusform>Conectado, %1 comandos, %Ln reconexões</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Não conectado</translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation>Não conectado: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerPage</name>
    <message>
        <source>AI agents</source>
        <translation>Agentes de IA</translation>
    </message>
    <message>
        <source>Agents ask the broker by the Model Context Protocol, at /mcp.</source>
        <translation>Os agentes consultam o broker pelo Model Context Protocol, em /mcp.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>Bounds for one client, one project and all together.</source>
        <translation>Limites para um cliente, um projeto e o total.</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>Timeouts</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escuta</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Acesso</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Banco de dados</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Not applied yet. The broker starts with it the next time.</source>
        <translation>Ainda não aplicado. Passa a valer no próximo início do broker.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker.</source>
        <translation>Ainda não aplicado. Aplicar reinicia o broker.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker and closes 1 connection.</source>
        <translation>Ainda não aplicado. Aplicar reinicia o broker e fecha 1 conexão.</translation>
    </message>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>Ainda não aplicado. Aplicar reinicia o broker e fecha %Ln conexão.</numerusform>
            <numerusform>Ainda não aplicado. Aplicar reinicia o broker e fecha %Ln conexões.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet. It will apply to new connections; open connections stay.</source>
        <translation>Ainda não aplicado. Valerá para novas conexões; as abertas permanecem.</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply at once, also to connected clients.</source>
        <translation>Ainda não aplicado. Valerá de imediato, também para os clientes conectados.</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Aplicando…</translation>
    </message>
    <message>
        <source>To be corrected first: %1</source>
        <translation>A corrigir primeiro: %1</translation>
    </message>
    <message>
        <source>Not applied. The reason is in %1.</source>
        <translation>Não aplicado. O motivo está em %1.</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>Reiniciar o broker?</translation>
    </message>
    <message>
        <source>The changes need a restart, which closes 1 connection.</source>
        <translation>As alterações exigem um reinício, que fecha 1 conexão.</translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>As alterações exigem um reinício, que fecha %Ln conexão.</numerusform>
            <numerusform>As alterações exigem um reinício, que fecha %Ln conexões.</numerusform>
        </translation>
    </message>
    <message>
        <source>If it fails, the broker can only be started again on its own machine.</source>
        <translation>Se falhar, o broker só poderá ser iniciado novamente na máquina dele.</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>Aplicar e reiniciar</translation>
    </message>
    <message>
        <source>1 change on the Server page is not applied.</source>
        <translation>1 alteração na página Servidor não foi aplicada.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>%Ln alteração na página Servidor não foi aplicada.</numerusform>
            <numerusform>%Ln alterações na página Servidor não foram aplicadas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
</context>
<context>
    <name>broadcaster::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projetos</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>Localizar um projeto</translation>
    </message>
    <message>
        <source>Widen the sidebar</source>
        <translation>Alargar a barra lateral</translation>
    </message>
    <message>
        <source>Narrow the sidebar</source>
        <translation>Estreitar a barra lateral</translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message>
        <source>no clients</source>
        <translation>sem clientes</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln cliente</numerusform>
            <numerusform>%Ln clientes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::StartRemedies</name>
    <message>
        <source>Show the running window</source>
        <translation>Mostrar a janela em execução</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>Escolher outro banco de dados</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>O broker está iniciando</translation>
    </message>
    <message>
        <source>The broker is stopping</source>
        <translation>O broker está parando</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>O broker não conseguiu iniciar</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>O broker não está em execução</translation>
    </message>
    <message>
        <source>A window of this program already runs with this database.</source>
        <translation>Uma janela deste programa já está em execução com este banco de dados.</translation>
    </message>
    <message>
        <source>No window on this machine uses this database. A broker without a window may hold it, or a program on another machine.</source>
        <translation>Nenhuma janela nesta máquina usa este banco de dados. Um broker sem janela pode estar usando-o, ou um programa em outra máquina.</translation>
    </message>
    <message>
        <source>That broker has no window for this database: it runs without one, or with another database.</source>
        <translation>Aquele broker não tem janela para este banco de dados: ele roda sem janela ou com outro banco de dados.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar novamente</translation>
    </message>
    <message>
        <source>Start the broker</source>
        <translation>Iniciar o broker</translation>
    </message>
    <message>
        <source>Use port %1 this time</source>
        <translation>Usar a porta %1 desta vez</translation>
    </message>
</context>
<context>
    <name>broadcaster::StatusSection</name>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>Mostrar a janela em execução</translation>
    </message>
    <message>
        <source>Use any free port this time</source>
        <translation>Usar qualquer porta livre desta vez</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>Escolher outro banco de dados</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>O broker não conseguiu iniciar</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>O broker não está em execução</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>O broker está iniciando</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>Escutando em %1</translation>
    </message>
    <message>
        <source>The broker is stopping: clients have a moment to go</source>
        <translation>O broker está parando: os clientes têm um momento para sair</translation>
    </message>
    <message>
        <source>Since %1, for %2</source>
        <translation>Desde %1, há %2</translation>
    </message>
    <message>
        <source>The port is for this run only. The next start takes port %1.</source>
        <translation>A porta vale só para esta execução. O próximo início usa a porta %1.</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>Reiniciar o broker?</translation>
    </message>
    <message>
        <source>Stop the broker?</source>
        <translation>Parar o broker?</translation>
    </message>
    <message>
        <source>1 connection is closed. All counts are written first.</source>
        <translation>1 conexão será fechada. Antes, todas as contagens são gravadas.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>%Ln conexão será fechada. Antes, todas as contagens são gravadas.</numerusform>
            <numerusform>%Ln conexões serão fechadas. Antes, todas as contagens são gravadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>It can only be started again on its own machine.</source>
        <translation>Ele só poderá ser iniciado novamente na máquina dele.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TemplateSender</name>
    <message>
        <source>{{%1}} is not a placeholder. There are %2. Write the first brace as \u007b if you mean the text.</source>
        <translation>{{%1}} não é um placeholder. Existem %2. Escreva a primeira { como \u007b se quiser o texto literal.</translation>
    </message>
    <message>
        <source>Not sent: the message before waits for its connection.</source>
        <translation>Não enviada: a mensagem anterior espera pela conexão dela.</translation>
    </message>
    <message>
        <source>Connecting, to know {{clientId}}…</source>
        <translation>Conectando para saber {{clientId}}…</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>Não enviada: não há conexão.</translation>
    </message>
</context>
<context>
    <name>broadcaster::Text</name>
    <message>
        <source>%1 /s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>agora mesmo</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>há %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>to one client</source>
        <translation>para um cliente</translation>
    </message>
    <message>
        <source>to all of a type</source>
        <translation>para todos de um tipo</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>broadcast</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>ping</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeitada</translation>
    </message>
    <message>
        <source>system</source>
        <translation>sistema</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erro</translation>
    </message>
    <message>
        <source>skipped: it is the sender</source>
        <translation>ignorado: é o remetente</translation>
    </message>
    <message>
        <source>skipped: not the named client</source>
        <translation>ignorado: não é o cliente indicado</translation>
    </message>
    <message>
        <source>skipped: another type</source>
        <translation>ignorado: outro tipo</translation>
    </message>
    <message>
        <source>skipped: broadcasts do not go to admins</source>
        <translation>ignorado: broadcasts não vão para admins</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>não roteada</translation>
    </message>
    <message>
        <source>mirror queued: the client does not keep up</source>
        <translation>espelho na fila: o cliente não acompanha o ritmo</translation>
    </message>
    <message>
        <source>queued: the client does not keep up</source>
        <translation>na fila: o cliente não acompanha o ritmo</translation>
    </message>
    <message>
        <source>mirrored: admins see routed messages</source>
        <translation>espelhada: admins veem mensagens roteadas</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviada</translation>
    </message>
    <message>
        <source>mirror dropped: connection lost</source>
        <translation>espelho descartado: conexão perdida</translation>
    </message>
    <message>
        <source>dropped: connection lost</source>
        <translation>descartada: conexão perdida</translation>
    </message>
    <message>
        <source>mirror passed on to broker %1</source>
        <translation>espelho repassado ao broker %1</translation>
    </message>
    <message>
        <source>passed on to broker %1</source>
        <translation>repassada ao broker %1</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>respondida</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>não registrada</translation>
    </message>
    <message>
        <source>%1 queued of %2</source>
        <translation>na fila: %1 de %2</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>ninguém</translation>
    </message>
    <message>
        <source>%1 dropped of %2</source>
        <translation>descartada: %1 de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>mirror dropped: too slow, closed with %1</source>
        <translation>espelho descartado: lento demais, fechado com %1</translation>
    </message>
    <message>
        <source>dropped: too slow, closed with %1</source>
        <translation>descartada: lento demais, fechado com %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message>
        <source>Encryption</source>
        <translation>Criptografia</translation>
    </message>
    <message>
        <source>Reload certificate</source>
        <translation>Recarregar certificado</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation>Arquivos PEM (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The certificate needs its private key.</source>
        <translation>O certificado precisa de sua chave privada.</translation>
    </message>
    <message>
        <source>The private key needs its certificate.</source>
        <translation>A chave privada precisa de seu certificado.</translation>
    </message>
    <message>
        <source>Reads both files again. Connected clients stay connected.</source>
        <translation>Lê os dois arquivos novamente. Os clientes conectados continuam conectados.</translation>
    </message>
    <message>
        <source>No certificate is in use.</source>
        <translation>Nenhum certificado em uso.</translation>
    </message>
    <message>
        <source>No certificate is set: the port speaks ws:// and http://, which anyone on the network can read.</source>
        <translation>Nenhum certificado definido: a porta usa ws:// e http://, que qualquer um na rede pode ler.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Não está em uso enquanto o broker não está em execução.</translation>
    </message>
    <message>
        <source>%1: expired on %2, so clients refuse it. Renew it and reload.</source>
        <translation>%1: expirou em %2, por isso os clientes o recusam. Renove-o e recarregue.</translation>
    </message>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1, expira em %2, em %Ln dia.</numerusform>
            <numerusform>%1, expira em %2, em %Ln dias.</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again: new connections use this certificate.</source>
        <translation>Lido novamente: novas conexões usam este certificado.</translation>
    </message>
    <message>
        <source>The old one stays in use. %1</source>
        <translation>O antigo continua em uso. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficActions</name>
    <message>
        <source>The filter hides the reply.</source>
        <translation>O filtro oculta a resposta.</translation>
    </message>
    <message>
        <source>The filter hides the request.</source>
        <translation>O filtro oculta a requisição.</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Esta mensagem não é requisição nem resposta.</translation>
    </message>
    <message>
        <source>This request has no reply.</source>
        <translation>Esta requisição não tem resposta.</translation>
    </message>
    <message>
        <source>The reply is no longer kept.</source>
        <translation>A resposta não é mais mantida.</translation>
    </message>
    <message>
        <source>The request is no longer kept.</source>
        <translation>A requisição não é mais mantida.</translation>
    </message>
    <message>
        <source>Go to request or reply</source>
        <translation>Ir para requisição ou resposta</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copiar valor</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copiar mensagem</translation>
    </message>
    <message>
        <source>Copy as JSON Lines</source>
        <translation>Copiar como JSON Lines</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>Copiar conversa</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>Exportar seleção…</translation>
    </message>
    <message>
        <source>Set as time zero</source>
        <translation>Definir como tempo zero</translation>
    </message>
    <message>
        <source>Count time from row to row</source>
        <translation>Contar o tempo de linha a linha</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>Reenviar</translation>
    </message>
    <message>
        <source>Edit and resend…</source>
        <translation>Editar e reenviar…</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Filtrar por isto</translation>
    </message>
    <message>
        <source>Filter on %1</source>
        <translation>Filtrar por %1</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Ocultar isto</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>Ocultar %1</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>Remover marca</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marcar</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. Its details get the rest.</source>
        <translation>Só o começo desta mensagem está aqui. Abra os detalhes dela para obter o resto.</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Requisições e respostas são identificadas enquanto a coluna Resposta está visível.</translation>
    </message>
    <message>
        <source>Nothing was copied: the clipboard takes %1 messages of together %2 at most. Select fewer, or export them.</source>
        <translation>Nada foi copiado: a área de transferência aceita no máximo %1 mensagens, somando %2. Selecione menos ou exporte-as.</translation>
    </message>
    <message>
        <source>All between these two</source>
        <translation>Tudo entre estes dois</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copiar caminho</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDelegate</name>
    <message>
        <source>zero</source>
        <translation>zero</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marcada</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDetails</name>
    <message>
        <source>The table no longer keeps this message. You see its last state.</source>
        <translation>A tabela não mantém mais esta mensagem. Você vê seu último estado.</translation>
    </message>
    <message>
        <source>The file has only the beginning of this message.</source>
        <translation>O arquivo só tem o começo desta mensagem.</translation>
    </message>
    <message>
        <source>Getting the rest of this message…</source>
        <translation>Buscando o resto desta mensagem…</translation>
    </message>
    <message>
        <source>The broker no longer has the rest of this message. You see its beginning.</source>
        <translation>O broker não tem mais o resto desta mensagem. Você vê o começo dela.</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. %1</source>
        <translation>Só o começo desta mensagem está aqui. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficEmpty</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>Nenhuma mensagem ainda</translation>
    </message>
    <message>
        <source>Clients are connected. Every message appears here with its receivers.</source>
        <translation>Há clientes conectados. Cada mensagem aparece aqui com seus destinatários.</translation>
    </message>
    <message>
        <source>Nothing from this project</source>
        <translation>Nada deste projeto</translation>
    </message>
    <message>
        <source>Choose All projects at the left to see the messages of the others.</source>
        <translation>Escolha Todos os projetos à esquerda para ver as mensagens dos outros.</translation>
    </message>
    <message>
        <source>No message matches the filter</source>
        <translation>Nenhuma mensagem corresponde ao filtro</translation>
    </message>
    <message>
        <source>New messages that match appear here.</source>
        <translation>Novas mensagens que correspondam aparecem aqui.</translation>
    </message>
    <message>
        <source>There are no messages in this file</source>
        <translation>Não há mensagens neste arquivo</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Limpar filtro</translation>
    </message>
    <message>
        <source>Nobody is connected yet</source>
        <translation>Ninguém conectado ainda</translation>
    </message>
    <message>
        <source>Open the broker&apos;s own page in a browser: it connects with a form, and its console (F12) takes the last line. Or connect with any WebSocket client. Choose any project name; the type is runtime, data-agent or admin.</source>
        <translation>Abra a página do próprio broker em um navegador: ela se conecta com um formulário, e o console dela (F12) aceita a última linha. Ou conecte-se com qualquer cliente WebSocket. Escolha qualquer nome de projeto; o tipo é runtime, data-agent ou admin.</translation>
    </message>
    <message>
        <source>Page to open in a browser</source>
        <translation>Página para abrir em um navegador</translation>
    </message>
    <message>
        <source>URL to connect to</source>
        <translation>URL de conexão</translation>
    </message>
    <message>
        <source>A client in one line</source>
        <translation>Um cliente em uma linha</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Iniciar tráfego demo</translation>
    </message>
    <message>
        <source>Messages appear here as soon as it runs and clients talk.</source>
        <translation>As mensagens aparecem aqui assim que ele estiver em execução e os clientes conversarem.</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Parar tráfego demo</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>%Ln mensagem salva em %1.</numerusform>
            <numerusform>%Ln mensagens salvas em %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>Exportar mensagens</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Abrir uma captura</translation>
    </message>
    <message>
        <source>Captures (*.jsonl *.ndjson *.har)</source>
        <translation>Capturas (*.jsonl *.ndjson *.har)</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>Nada foi salvo.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficHeader</name>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficModel</name>
    <message>
        <source>Comment: %1</source>
        <translation>Comentário: %1</translation>
    </message>
    <message>
        <source>Colour rule: %1</source>
        <translation>Regra de cor: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Prévia</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficPage</name>
    <message>
        <source>Diagram</source>
        <translation>Diagrama</translation>
    </message>
    <message>
        <source>There are %1 columns of fields already. Remove one with a right-click on its title.</source>
        <translation>Já há %1 colunas de campos. Remova uma pelo menu de contexto do título dela.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>%Ln mensagem capturada não está salva.</numerusform>
            <numerusform>%Ln mensagens capturadas não estão salvas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficStatus</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar na pasta</translation>
    </message>
    <message>
        <source>Marked or commented messages that are no longer kept, because newer ones took their place, or marks without room. Export messages to keep them.</source>
        <translation>Mensagens marcadas ou comentadas que não são mais mantidas, porque outras mais novas ocuparam seu lugar, ou marcas sem espaço. Exporte as mensagens para mantê-las.</translation>
    </message>
    <message>
        <source>Cancel the present work</source>
        <translation>Cancelar a operação em andamento</translation>
    </message>
    <message>
        <source>Bring the cleared messages back</source>
        <translation>Trazer de volta as mensagens removidas</translation>
    </message>
    <message>
        <source>Show the saved file in its folder</source>
        <translation>Mostrar o arquivo salvo na pasta dele</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks lost</source>
        <translation>
            <numerusform>%Ln marca perdida</numerusform>
            <numerusform>%Ln marcas perdidas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>Messages that match the filter, of all that are kept</extracomment>
        <translation>%1 de %2 correspondem</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln não registrada</numerusform>
            <numerusform>%Ln não registradas</numerusform>
        </translation>
    </message>
    <message>
        <source>deliveries not recorded</source>
        <translation>entregas não registradas</translation>
    </message>
    <message>
        <source>There were more messages than the window takes. Where some are missing, a mark says so.</source>
        <translation>Houve mais mensagens do que a janela comporta. Onde faltam algumas, um indicador mostra isso.</translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>O broker foi mais rápido que a janela: %Ln mudança de entrega não foi registrada, portanto algumas mensagens descartadas aparecem como enviadas ou na fila.</numerusform>
            <numerusform>O broker foi mais rápido que a janela: %Ln mudanças de entregas não foram registradas, portanto algumas mensagens descartadas aparecem como enviadas ou na fila.</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving messages</source>
        <translation>Salvando mensagens</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>Abrindo o arquivo</translation>
    </message>
    <message>
        <source>Looking for matches</source>
        <translation>Buscando correspondências</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selecionada</numerusform>
            <numerusform>%Ln selecionadas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficText</name>
    <message>
        <source>system</source>
        <translation>sistema</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>todos</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todos</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>sem tipo</translation>
    </message>
    <message>
        <source>no connection %1 – %2</source>
        <translation>sem conexão %1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln não registrada</numerusform>
            <numerusform>%Ln não registradas</numerusform>
        </translation>
    </message>
    <message>
        <source>There was no connection to the broker from %1 to %2. Its messages of that time are not here.</source>
        <translation>Não houve conexão com o broker de %1 a %2. As mensagens dele nesse período não estão aqui.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>%Ln mensagem não foi registrada aqui: houve mais do que a janela comporta.</numerusform>
            <numerusform>%Ln mensagens não foram registradas aqui: houve mais do que a janela comporta.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficToolbar</name>
    <message>
        <source>Follow</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Keep the newest message in sight</source>
        <translation>Manter a mensagem mais recente à vista</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Stop the list; messages are collected meanwhile</source>
        <translation>Parar a lista; as mensagens continuam sendo coletadas</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Forget all messages</source>
        <translation>Remover todas as mensagens da lista</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Save the messages that are shown</source>
        <translation>Salvar as mensagens exibidas</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Show the messages of a saved file</source>
        <translation>Mostrar as mensagens de um arquivo salvo</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Em pausa</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Continuar com as mensagens que chegaram nesse meio-tempo</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficView</name>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
</context>
<context>
    <name>broadcaster::Tray</name>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>&amp;Ocultar a janela</translation>
    </message>
    <message>
        <source>&amp;Show the window</source>
        <translation>&amp;Mostrar a janela</translation>
    </message>
    <message>
        <source>S&amp;tart the broker</source>
        <translation>&amp;Iniciar o broker</translation>
    </message>
    <message>
        <source>S&amp;top the broker</source>
        <translation>&amp;Parar o broker</translation>
    </message>
    <message>
        <source>Broadcaster: listening on %1</source>
        <translation>Broadcaster: escutando em %1</translation>
    </message>
    <message>
        <source>Broadcaster: not listening</source>
        <translation>Broadcaster: não está escutando</translation>
    </message>
    <message>
        <source>The broker does not run</source>
        <translation>O broker não está em execução</translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln mensagem não chegou a ninguém.</numerusform>
            <numerusform>%Ln mensagens não chegaram a ninguém.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln mensagem foi descartada em um cliente.</numerusform>
            <numerusform>%Ln mensagens foram descartadas em um cliente.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show the messages that did not arrive</source>
        <translation>Mostrar as mensagens que não chegaram</translation>
    </message>
    <message>
        <source>Dismiss until there are others</source>
        <translation>Dispensar até que haja outras</translation>
    </message>
</context>
<context>
    <name>broadcaster::UrlSection</name>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Project of the URLs</source>
        <translation>Projeto das URLs</translation>
    </message>
    <message>
        <source>Address of the URLs</source>
        <translation>Endereço das URLs</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>Page to try it</source>
        <translation>Página de teste</translation>
    </message>
    <message>
        <source>address of the page to try it</source>
        <translation>endereço da página de teste</translation>
    </message>
    <message>
        <source>URL for type %1</source>
        <translation>URL para o tipo %1</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Saúde</translation>
    </message>
    <message>
        <source>command for the health</source>
        <translation>comando para verificar a saúde</translation>
    </message>
    <message>
        <source>Connected clients</source>
        <translation>Clientes conectados</translation>
    </message>
    <message>
        <source>command for the status</source>
        <translation>comando para obter o status</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>command for the usage</source>
        <translation>comando para obter o uso</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>URLs for clients and for curl.</source>
        <translation>URLs para clientes e para o curl.</translation>
    </message>
    <message>
        <source>Where the project requires a key, add &amp;apiKey= and the key to the URL.</source>
        <translation>Se o projeto exigir uma chave, acrescente &amp;apiKey= e a chave à URL.</translation>
    </message>
    <message>
        <source>Start the broker to see where clients connect.</source>
        <translation>Inicie o broker para ver onde os clientes se conectam.</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsageModel</name>
    <message>
        <source>%1, so far</source>
        <translation>%1, até agora</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>Dia (UTC)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Dia da semana</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsagePage</name>
    <message>
        <source>As a table</source>
        <translation>Como tabela</translation>
    </message>
    <message>
        <source>Export usage…</source>
        <translation>Exportar uso…</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projeto</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>Pro&amp;jeto</translation>
    </message>
    <message>
        <source>Messages per day</source>
        <translation>Mensagens por dia</translation>
    </message>
    <message>
        <source>Last %1 days (UTC), today so far</source>
        <translation>Últimos %1 dias (UTC), hoje até agora</translation>
    </message>
    <message>
        <source>The usage cannot be read. %1</source>
        <translation>Não é possível ler o uso. %1</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Nada se sabe ainda.</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Todos os projetos</translation>
    </message>
    <message>
        <source>Reading the usage</source>
        <translation>Lendo o uso</translation>
    </message>
    <message>
        <source>messages in total</source>
        <translation>mensagens no total</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>nos últimos %1 dias</translation>
    </message>
    <message>
        <source>today, so far</source>
        <translation>hoje, até agora</translation>
    </message>
    <message>
        <source>on the busiest day</source>
        <translation>no dia de pico</translation>
    </message>
    <message>
        <source>No messages in the last %1 days. New messages are counted here within seconds.</source>
        <translation>Nenhuma mensagem nos últimos %1 dias. Novas mensagens são contadas aqui em segundos.</translation>
    </message>
    <message>
        <source>messages in total, all of them today</source>
        <translation>mensagens no total, todas hoje</translation>
    </message>
    <message>
        <source>on the busiest day, %1</source>
        <translation>no dia de pico, %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d &apos;de&apos; MMM</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>Exportar uso</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2. Choose another place.</source>
        <translation>Não é possível gravar %1. %2. Escolha outro local.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ValuePanel</name>
    <message>
        <source>Decode</source>
        <translation>Decodificar</translation>
    </message>
    <message>
        <source>Decode the value</source>
        <translation>Decodificar o valor</translation>
    </message>
    <message>
        <source>Show the content of the value (D)</source>
        <translation>Mostrar o conteúdo do valor (D)</translation>
    </message>
</context>
<context>
    <name>broadcaster::WindowLink</name>
    <message>
        <source>Broadcaster</source>
        <translation>Broadcaster</translation>
    </message>
    <message>
        <source>%1 — Broadcaster</source>
        <translation>%1 — Broadcaster</translation>
    </message>
</context>
<context>
    <name>broadcaster::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Arquivo</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Exibir</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>&amp;Tráfego</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projeto</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Aj&amp;uda</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtrar</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>Tráfego &amp;demo</translation>
    </message>
    <message>
        <source>Three simulated clients talk in the project demo</source>
        <translation>Três clientes simulados conversam no projeto demo</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>&amp;Manter em execução na bandeja ao fechar</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>&amp;Estreitar barra lateral</translation>
    </message>
    <message>
        <source>&amp;Previous project</source>
        <translation>Projeto &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Next project</source>
        <translation>&amp;Próximo projeto</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>&amp;Todos os projetos</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>&amp;Seguir o sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Escuro</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>Linguagem de &amp;filtro</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Atalhos de teclado</translation>
    </message>
    <message>
        <source>&amp;About Broadcaster</source>
        <translation>&amp;Sobre o Broadcaster</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishButton</name>
    <message>
        <source>The broker sends nothing</source>
        <extracomment>The traffic that the broker sends to this window</extracomment>
        <translation>O broker não envia nada</translation>
    </message>
    <message>
        <source>All traffic, up to %1 MiB/s</source>
        <translation>Todo o tráfego, até %1 MiB/s</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Só %1</translation>
    </message>
    <message>
        <source>The traffic that the broker sends to this window. Click to change it.</source>
        <translation>O tráfego que o broker envia a esta janela. Clique para alterar.</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishPopUp</name>
    <message>
        <source>The broker looks at a message when it comes. It does not know deliveries, replies, marks and comments then.</source>
        <translation>O broker examina uma mensagem quando ela chega. Nesse momento, ele não conhece entregas, respostas, marcas nem comentários.</translation>
    </message>
    <message>
        <source>Use the filter of the page</source>
        <translation>Usar o filtro da página</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Traffic to get</source>
        <translation>Tráfego a receber</translation>
    </message>
    <message>
        <source>Filter at the broker</source>
        <translation>Filtro no broker</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>todas as mensagens</translation>
    </message>
    <message>
        <source>Messages a second at most, in MiB</source>
        <translation>Máximo de mensagens por segundo, em MiB</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>No máximo</translation>
    </message>
    <message>
        <source>Only these messages cross the network. Others that match are counted, and a mark shows where they are missing.</source>
        <translation>Só estas mensagens passam pela rede. As demais que correspondem são contadas, e um indicador mostra onde faltam.</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Addresses</source>
        <translation>Endereços</translation>
    </message>
    <message>
        <source>IP address or localhost to listen on; 0.0.0.0 and :: stand for all.</source>
        <translation>Endereço IP ou localhost em que escutar; 0.0.0.0 e :: representam todos.</translation>
    </message>
    <message>
        <source>an IP address, such as 127.0.0.1, ::1 or 0.0.0.0</source>
        <translation>um endereço IP, como 127.0.0.1, ::1 ou 0.0.0.0</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Porta</translation>
    </message>
    <message>
        <source>Port to listen on; 0 takes any free one.</source>
        <translation>Porta em que escutar; 0 usa qualquer porta livre.</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Arquivo de certificado</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its signers; the port then speaks wss:// and https:// only.</source>
        <translation>Arquivo PEM com o certificado e os de seus signatários; a porta passa a usar só wss:// e https://.</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>Arquivo de chave privada</translation>
    </message>
    <message>
        <source>PEM file with the private key of the certificate. Only its owner may be able to read it.</source>
        <translation>Arquivo PEM com a chave privada do certificado. Só o dono pode ter permissão de leitura.</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>Origens permitidas</translation>
    </message>
    <message>
        <source>Web pages that may connect beside those of this machine; * stands for all.</source>
        <translation>Páginas web que podem se conectar além das desta máquina; * representa todas.</translation>
    </message>
    <message>
        <source>an origin, such as https://app.example.com</source>
        <translation>uma origem, como https://app.example.com</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>Nomes de host permitidos</translation>
    </message>
    <message>
        <source>Name that a broker answers to beside localhost while it listens on this machine only, such as that of a proxy before it.</source>
        <translation>Nome pelo qual o broker responde além de localhost enquanto escuta só nesta máquina, como o de um proxy à frente dele.</translation>
    </message>
    <message>
        <source>a host without a port, such as broker.example.com</source>
        <translation>um host sem porta, como broker.example.com</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>Proxies confiáveis</translation>
    </message>
    <message>
        <source>Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header names the client.</source>
        <translation>Proxy, ou rede de proxies, cujo cabeçalho Forwarded ou X-Forwarded-For informa o cliente.</translation>
    </message>
    <message>
        <source>an IP address or a network, such as 10.0.0.0/8</source>
        <translation>um endereço IP ou uma rede, como 10.0.0.0/8</translation>
    </message>
    <message>
        <source>Model Context Protocol</source>
        <translation>Model Context Protocol</translation>
    </message>
    <message>
        <source>Lets AI agents that have the service key or the viewer key look at the broker by POST /mcp.</source>
        <translation>Permite que agentes de IA com a chave de serviço ou a chave de visualização observem o broker por POST /mcp.</translation>
    </message>
    <message>
        <source>Agents may act</source>
        <translation>Agentes podem agir</translation>
    </message>
    <message>
        <source>Lets agents that have the service key also send messages and disconnect clients.</source>
        <translation>Permite que agentes com a chave de serviço também enviem mensagens e desconectem clientes.</translation>
    </message>
    <message>
        <source>Kept messages</source>
        <translation>Mensagens mantidas</translation>
    </message>
    <message>
        <source>Latest messages that the broker keeps in memory for questions of agents; 0 keeps none.</source>
        <translation>Últimas mensagens que o broker mantém na memória para perguntas de agentes; 0 não mantém nenhuma.</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>Tamanho da mensagem</translation>
    </message>
    <message>
        <source>Largest message; a client that sends more is closed with 1009.</source>
        <translation>Maior mensagem; a conexão de um cliente que envia mais é fechada com 1009.</translation>
    </message>
    <message>
        <source>Send queue per client</source>
        <translation>Fila de envio por cliente</translation>
    </message>
    <message>
        <source>Unsent bytes of one client; a client that reads so slowly that more waits is closed with 4002.</source>
        <translation>Bytes por enviar a um cliente; se ele lê tão devagar que se acumula mais que isso, sua conexão é fechada com 4002.</translation>
    </message>
    <message>
        <source>Send queues in total</source>
        <translation>Total das filas de envio</translation>
    </message>
    <message>
        <source>Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; above it, a client of the project that holds the most is closed.</source>
        <translation>Total de bytes à espera: para clientes, de mensagens incompletas e de respostas HTTP; acima disso, é fechada a conexão de um cliente do projeto que mais retém.</translation>
    </message>
    <message>
        <source>Message rate per client</source>
        <translation>Taxa de mensagens por cliente</translation>
    </message>
    <message>
        <source>Messages per second; 0 is unlimited. Clients above it are closed with 4003.</source>
        <translation>Mensagens por segundo; 0 é ilimitado. A conexão de clientes acima disso é fechada com 4003.</translation>
    </message>
    <message>
        <source>Connections in total</source>
        <translation>Total de conexões</translation>
    </message>
    <message>
        <source>WebSocket connections; further ones are refused and told to try again.</source>
        <translation>Conexões WebSocket; as demais são recusadas com o aviso de tentar novamente.</translation>
    </message>
    <message>
        <source>Connections per project</source>
        <translation>Conexões por projeto</translation>
    </message>
    <message>
        <source>WebSocket connections of one project, so that it cannot take those of all.</source>
        <translation>Conexões WebSocket de um projeto, para que ele não tome as de todos.</translation>
    </message>
    <message>
        <source>Pending handshakes</source>
        <translation>Handshakes pendentes</translation>
    </message>
    <message>
        <source>Connections without a complete request; beyond it, the address with the most gives up its oldest.</source>
        <translation>Conexões sem requisição completa; acima disso, o endereço com mais delas perde a mais antiga.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads that serve the projects; 0 takes one per core.</source>
        <translation>Threads que atendem os projetos; 0 usa uma por núcleo.</translation>
    </message>
    <message>
        <source>Handshake timeout</source>
        <translation>Timeout de handshake</translation>
    </message>
    <message>
        <source>Time for a request to arrive; a slower connection is cut.</source>
        <translation>Tempo para uma requisição chegar; uma conexão mais lenta é cortada.</translation>
    </message>
    <message>
        <source>Keep-alive timeout</source>
        <translation>Timeout de keep-alive</translation>
    </message>
    <message>
        <source>Time that an HTTP connection may be idle between two requests; a proxy before the broker must give up sooner.</source>
        <translation>Tempo que uma conexão HTTP pode ficar ociosa entre duas requisições; um proxy à frente do broker deve desistir antes.</translation>
    </message>
    <message>
        <source>Ping interval</source>
        <translation>Intervalo de ping</translation>
    </message>
    <message>
        <source>Time between two pings; a client that leaves two unanswered is closed with 4004.</source>
        <translation>Tempo entre dois pings; a conexão de um cliente que deixa dois sem resposta é fechada com 4004.</translation>
    </message>
    <message>
        <source>Slow reader timeout</source>
        <translation>Timeout de leitor lento</translation>
    </message>
    <message>
        <source>Time that a byte may wait for a client; then it is closed with 4002.</source>
        <translation>Tempo que um byte pode esperar por um cliente; depois disso, a conexão é fechada com 4002.</translation>
    </message>
    <message>
        <source>Idle project timeout</source>
        <translation>Timeout de projeto ocioso</translation>
    </message>
    <message>
        <source>Time until an empty project is forgotten. Its keys and usage stay.</source>
        <translation>Tempo até que um projeto vazio seja esquecido. Suas chaves e seu uso permanecem.</translation>
    </message>
    <message>
        <source>Drain time</source>
        <translation>Tempo de drenagem</translation>
    </message>
    <message>
        <source>Time over which a stop closes the clients, so that they do not all connect again at once.</source>
        <translation>Tempo em que uma parada distribui o fechamento dos clientes, para que não se reconectem todos de uma vez.</translation>
    </message>
    <message>
        <source>For no client</source>
        <translation>Para nenhum cliente</translation>
    </message>
    <message>
        <source>For clients on other machines</source>
        <translation>Para clientes em outras máquinas</translation>
    </message>
    <message>
        <source>For all clients</source>
        <translation>Para todos os clientes</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Compressão</translation>
    </message>
    <message>
        <source>Clients whose messages are compressed if they ask for it.</source>
        <translation>Clientes cujas mensagens são comprimidas se eles pedirem.</translation>
    </message>
</context>
</TS>
