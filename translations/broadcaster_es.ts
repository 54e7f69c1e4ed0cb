<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>DecodeText</name>
    <message>
        <source>seconds since 1970</source>
        <translation>segundos desde 1970</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>milisegundos desde 1970</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>ISO 8601 without a zone, read as local time</source>
        <translation>ISO 8601 sin zona horaria, leído como hora local</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>A time that has not come yet: &quot;in 3 min&quot;</extracomment>
        <translation>en %1</translation>
    </message>
    <message>
        <source>JSON inside of a string</source>
        <translation>JSON dentro de una cadena</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON Web Token</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Text in base64</source>
        <translation>Texto en base64</translation>
    </message>
    <message>
        <source>Bytes in base64</source>
        <translation>Bytes en base64</translation>
    </message>
    <message>
        <source>%1 local, %2 UTC, %3 (%4)</source>
        <extracomment>A time in a message: local time, UTC, the distance from now, the form in which it is written</extracomment>
        <translation>%1 hora local, %2 UTC, %3 (%4)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time and its distance from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not verified: the signature was not checked, so anybody may have written this.</source>
        <translation>Sin verificar: la firma no se ha comprobado, así que cualquiera puede haber escrito esto.</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>Emitido: %1</translation>
    </message>
    <message>
        <source>Not valid before: %1</source>
        <translation>No válido antes de: %1</translation>
    </message>
    <message>
        <source>Expired: %1</source>
        <translation>Expiró: %1</translation>
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
        <translation>Acerca de Broadcaster</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Versión %1</translation>
    </message>
    <message>
        <source>A WebSocket broker for the workstation, and a window on its traffic.</source>
        <translation>Un broker WebSocket para el puesto de trabajo y una ventana a su tráfico.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) and Boost (BSL 1.0).</source>
        <translation>Software libre con licencia MIT. Hecho con Qt %1 (LGPL), simdjson (Apache 2.0) y Boost (BSL 1.0).</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Copiar las versiones</translation>
    </message>
</context>
<context>
    <name>broadcaster::ApplyBar</name>
    <message>
        <source>Revert</source>
        <translation>Revertir</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Changes not applied yet</source>
        <translation>Cambios sin aplicar</translation>
    </message>
    <message>
        <source>Revert the changes</source>
        <translation>Revertir los cambios</translation>
    </message>
    <message>
        <source>Apply the changes</source>
        <translation>Aplicar los cambios</translation>
    </message>
    <message>
        <source>No changes to apply.</source>
        <translation>No hay cambios que aplicar.</translation>
    </message>
</context>
<context>
    <name>broadcaster::BarChart</name>
    <message>
        <source>Messages per day</source>
        <translation>Mensajes por día</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1, hasta ahora</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 mensaje</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 mensajes</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoy</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
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
        <translation>Deteniendo</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>Copiar la dirección %1</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>Clic para copiar</translation>
    </message>
    <message>
        <source>No connection to</source>
        <translation>Sin conexión con</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>Escuchando en</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>Conectado a</translation>
    </message>
    <message>
        <source>Open the Server page</source>
        <translation>Abrir la página «Servidor»</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>No iniciado</translation>
    </message>
    <message>
        <source>Open the page %1</source>
        <translation>Abrir la página «%1»</translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln proyecto</numerusform>
            <numerusform>%Ln proyectos</numerusform>
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
        <translation>%1 mensajes/s</translation>
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
        <translation>Ver en vivo</translation>
    </message>
    <message>
        <source>Back to live messages</source>
        <translation>Volver a los mensajes en vivo</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Abriendo %1</translation>
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
        <translation>No se puede leer %1: %2. Elija otro archivo.</translation>
    </message>
    <message>
        <source>The file has more than the %1 messages that are kept. Raise the limit and open it again.</source>
        <translation>El archivo tiene más mensajes de los %1 que se conservan. Aumente el límite y ábralo de nuevo.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>No se puede leer %Ln mensaje</numerusform>
            <numerusform>No se pueden leer %Ln mensajes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln línea no es un mensaje</numerusform>
            <numerusform>%Ln líneas no son mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>línea %1, %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureText</name>
    <message>
        <source>Not JSON: the fault is at byte %1 of the line.</source>
        <translation>No es JSON: el error está en el byte %1 de la línea.</translation>
    </message>
    <message>
        <source>Not a JSON object.</source>
        <translation>No es un objeto JSON.</translation>
    </message>
    <message>
        <source>The name of the project is not allowed.</source>
        <translation>El nombre del proyecto no está permitido.</translation>
    </message>
    <message>
        <source>The time is not in the form 2026-01-28T12:01:02.114Z.</source>
        <translation>La hora no tiene la forma 2026-01-28T12:01:02.114Z.</translation>
    </message>
    <message>
        <source>The message is not in base64.</source>
        <translation>El mensaje no está en base64.</translation>
    </message>
    <message>
        <source>The line is too long: it may have %1 MiB.</source>
        <translation>La línea es demasiado larga: el máximo es %1 MiB.</translation>
    </message>
    <message>
        <source>The file cannot be read on (%1). Check the drive it is on, and open it again.</source>
        <translation>No se puede seguir leyendo el archivo (%1). Compruebe la unidad en la que está y ábralo de nuevo.</translation>
    </message>
    <message>
        <source>The file is too long: a HAR file may have %1 MiB. Record fewer requests, or save it without the contents of responses.</source>
        <translation>El archivo es demasiado grande: un archivo HAR puede tener %1 MiB. Grabe menos solicitudes o guárdelo sin el contenido de las respuestas.</translation>
    </message>
    <message>
        <source>The file is not a whole HAR file: line %1, byte %2 is not JSON. Save it again in the browser.</source>
        <translation>El archivo HAR no está completo: la línea %1, byte %2, no es JSON. Guárdelo de nuevo en el navegador.</translation>
    </message>
    <message>
        <source>The file is not a HAR file: it has no list log.entries.</source>
        <translation>No es un archivo HAR: le falta la lista log.entries.</translation>
    </message>
    <message>
        <source>The HAR file has no messages of WebSockets. Open the developer tools before the page connects, and save it again.</source>
        <translation>El archivo HAR no contiene mensajes de WebSocket. Abra las herramientas de desarrollo antes de que se conecte la página y guárdelo de nuevo.</translation>
    </message>
    <message>
        <source>It has no direction, no time or no data.</source>
        <translation>Le falta la dirección, la hora o el contenido.</translation>
    </message>
    <message>
        <source>Nothing was saved: a HAR file may have %1 MiB. Select fewer messages, or save them as JSON Lines.</source>
        <translation>No se ha guardado nada: un archivo HAR puede tener %1 MiB. Seleccione menos mensajes o guárdelos como JSON Lines.</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Make room on the drive or choose another folder; no half file was left.</source>
        <translation>No se puede escribir %1 (%2). Libere espacio en la unidad o elija otra carpeta; no ha quedado ningún archivo a medias.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>%Ln mensaje quitado.</numerusform>
            <numerusform>%Ln mensajes quitados.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientDetails</name>
    <message>
        <source>client id</source>
        <translation>ID de cliente</translation>
    </message>
    <message>
        <source>Selected client</source>
        <translation>Cliente seleccionado</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>ID de cliente</translation>
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
        <translation>Dirección</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User agent</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clave API</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>ninguno aún</translation>
    </message>
    <message>
        <source>%1 of project %2: your own connection, made by the composer</source>
        <translation>%1 del proyecto %2: su propia conexión, creada por el editor de mensajes</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 del proyecto %2</translation>
    </message>
    <message>
        <source>since %1, for %2</source>
        <translation>desde %1 (hace %2)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>no tiene</translation>
    </message>
    <message>
        <source>none (not a browser)</source>
        <translation>no tiene (no es un navegador)</translation>
    </message>
    <message>
        <source>connected with one</source>
        <translation>conectado con una</translation>
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
        <translation>Renombrar cliente…</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>Renombrar %1…</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsEmpty</name>
    <message>
        <source>URL for a runtime</source>
        <translation>URL para un runtime</translation>
    </message>
    <message>
        <source>URL for a data agent</source>
        <translation>URL para un data-agent</translation>
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
        <translation>Detener tráfico de demo</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Iniciar tráfico de demo</translation>
    </message>
    <message>
        <source>No client is connected</source>
        <translation>No hay ningún cliente conectado</translation>
    </message>
    <message>
        <source>No client of %1 is connected</source>
        <translation>No hay ningún cliente de %1 conectado</translation>
    </message>
    <message>
        <source>Connect one with any WebSocket library. It is in this list as soon as it is in. Demo traffic connects three clients to the project demo and lets them talk.</source>
        <translation>Conecte uno con cualquier biblioteca de WebSocket. Aparecerá en esta lista en cuanto se conecte. El tráfico de demo conecta tres clientes al proyecto demo y los hace conversar.</translation>
    </message>
    <message>
        <source>Clients are told, and have a moment to go.</source>
        <translation>Se avisa a los clientes, que tienen un momento para salir.</translation>
    </message>
    <message>
        <source>Nobody can connect until it is. The Server page says where it listens.</source>
        <translation>Nadie puede conectarse hasta que lo esté. La página «Servidor» indica dónde escucha.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsModel</name>
    <message>
        <source>%1, your own connection</source>
        <translation>%1, su propia conexión</translation>
    </message>
    <message>
        <source>you</source>
        <translation>propia</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>Your own connection, made by the composer</source>
        <translation>Su propia conexión, creada por el editor de mensajes</translation>
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
        <translation>Nombre del cliente; su ID está en la información emergente. F2 lo renombra</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Type with which it connected</source>
        <translation>Tipo con el que se conectó</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>Messages never leave it</source>
        <translation>Los mensajes nunca salen de él</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Time since it connected</source>
        <translation>Tiempo desde que se conectó</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Último mensaje</translation>
    </message>
    <message>
        <source>Time since the last message from it</source>
        <translation>Tiempo desde su último mensaje</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tasa</translation>
    </message>
    <message>
        <source>Messages per second from it, over the last 5 seconds</source>
        <translation>Mensajes por segundo que envía, en los últimos 5 segundos</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Its address, or that of a proxy</source>
        <translation>Su dirección, o la de un proxy</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Recibidos</translation>
    </message>
    <message>
        <source>Messages received from it</source>
        <translation>Mensajes recibidos de él</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Enviados</translation>
    </message>
    <message>
        <source>Messages sent to it</source>
        <translation>Mensajes que se le han enviado</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>Bytes rec.</translation>
    </message>
    <message>
        <source>Bytes received from it, messages only</source>
        <translation>Bytes recibidos de él, solo mensajes</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>Bytes env.</translation>
    </message>
    <message>
        <source>Bytes sent to it, frame headers included</source>
        <translation>Bytes que se le han enviado, con los encabezados de los frames</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Bytes that wait for it: a slow client has many</source>
        <translation>Bytes que esperan para él: un cliente lento tiene muchos</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User agent</translation>
    </message>
    <message>
        <source>User agent that it names</source>
        <translation>User agent que declara</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Broker of the cluster that it is connected to</source>
        <translation>Broker del clúster al que está conectado</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Web page on which it runs</source>
        <translation>Página web en la que se ejecuta</translation>
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
        <translation>Filtrar tráfico</translation>
    </message>
    <message>
        <source>Shows the messages of the selected client, and those sent to it alone</source>
        <translation>Muestra los mensajes del cliente seleccionado y los enviados solo a él</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>Enviar a…</translation>
    </message>
    <message>
        <source>Opens the composer with a message to the selected client</source>
        <translation>Abre el editor de mensajes con un mensaje para el cliente seleccionado</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copiar ID</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renombrar…</translation>
    </message>
    <message>
        <source>Gives the selected client a name of your own</source>
        <translation>Da un nombre propio al cliente seleccionado</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Desconectar…</translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation>Buscar clientes</translation>
    </message>
    <message>
        <source>Find by name, id, type, project, address or user agent</source>
        <translation>Buscar por nombre, ID, tipo, proyecto, dirección o user agent</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Elegir columnas</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>Mostrar todos los clientes</translation>
    </message>
    <message>
        <source>Some broker of the cluster has not answered: its clients are missing here.</source>
        <translation>Algún broker del clúster no ha respondido: aquí faltan sus clientes.</translation>
    </message>
    <message>
        <source>No client matches “%1”</source>
        <translation>Ningún cliente coincide con «%1»</translation>
    </message>
    <message>
        <source>Names, ids, types, projects, addresses and user agents are searched for every word.</source>
        <translation>Cada palabra se busca en nombres, ID, tipos, proyectos, direcciones y user agents.</translation>
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
            <numerusform>%Ln cliente seleccionado.</numerusform>
            <numerusform>%Ln clientes seleccionados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a client to see all that is known of it.</source>
        <translation>Seleccione un cliente para ver todo lo que se sabe de él.</translation>
    </message>
    <message>
        <source>Disconnect client %1?</source>
        <translation>¿Desconectar el cliente %1?</translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>¿Desconectar %Ln cliente?</numerusform>
            <numerusform>¿Desconectar %Ln clientes?</numerusform>
        </translation>
    </message>
    <message>
        <source>Its connection is closed with code 4000. Most clients connect again by themselves.</source>
        <translation>Su conexión se cerrará con el código 4000. La mayoría de los clientes se vuelven a conectar por sí solos.</translation>
    </message>
    <message>
        <source>Their connections are closed with code 4000. Most clients connect again by themselves.</source>
        <translation>Sus conexiones se cerrarán con el código 4000. La mayoría de los clientes se vuelven a conectar por sí solos.</translation>
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
        <translation>ahora</translation>
    </message>
    <message>
        <source>%1: a broker has another id after each start</source>
        <translation>%1: un broker tiene otro ID después de cada inicio</translation>
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
        <translation>Nombre del broker: --cluster-name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Id of the broker, new with each start</source>
        <translation>ID del broker, nuevo en cada inicio</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Version of its program</source>
        <translation>Versión de su programa</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Clients that are connected to it</source>
        <translation>Clientes conectados a él</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Proyectos</translation>
    </message>
    <message>
        <source>Projects that have clients there</source>
        <translation>Proyectos con clientes allí</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Última señal</translation>
    </message>
    <message>
        <source>Time since the latest sign of life</source>
        <translation>Tiempo desde la última señal de vida</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviados</translation>
    </message>
    <message>
        <source>Messages for clients there, since this broker met it</source>
        <translation>Mensajes para clientes de allí, desde que este broker lo conoce</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Llegados</translation>
    </message>
    <message>
        <source>Those of them that it has taken</source>
        <translation>De ellos, los que ha aceptado</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En camino</translation>
    </message>
    <message>
        <source>Messages that have neither arrived nor been lost</source>
        <translation>Mensajes que ni han llegado ni se han perdido</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdidos</translation>
    </message>
    <message>
        <source>Messages that will not arrive; the tool tips say why</source>
        <translation>Mensajes que no llegarán; la información emergente dice por qué</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Bytes here that wait to leave for it</source>
        <translation>Bytes de aquí que esperan para salir hacia él</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recibidos</translation>
    </message>
    <message>
        <source>Messages from its clients that came here</source>
        <translation>Mensajes de sus clientes que han llegado aquí</translation>
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
        <translation>Clúster</translation>
    </message>
    <message>
        <source>other brokers cannot be reached</source>
        <translation>no se puede acceder a otros brokers</translation>
    </message>
    <message>
        <source>They share the projects of the namespace %1.</source>
        <translation>Comparten los proyectos del espacio de nombres %1.</translation>
    </message>
    <message>
        <source>This is the only broker of the namespace %1. Others are listed here within seconds of their start.</source>
        <translation>Este es el único broker del espacio de nombres %1. Los demás aparecen aquí a los pocos segundos de iniciarse.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>El broker no está en marcha</translation>
    </message>
    <message>
        <source>Nothing is known of a cluster</source>
        <translation>No se sabe nada de un clúster</translation>
    </message>
    <message>
        <source>Asking the broker for its cluster</source>
        <translation>Preguntando al broker por su clúster</translation>
    </message>
    <message>
        <source>This broker is in no cluster</source>
        <translation>Este broker no está en ningún clúster</translation>
    </message>
    <message>
        <source>Several brokers can share their projects, so that clients meet on any of them. Start each with --cluster and the address of the same Redis server, and with the same --cluster-namespace.</source>
        <translation>Varios brokers pueden compartir sus proyectos, de modo que los clientes se encuentran en cualquiera de ellos. Inicie cada uno con --cluster y la dirección del mismo servidor Redis, y con el mismo --cluster-namespace.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterTable</name>
    <message>
        <source>Brokers of the cluster</source>
        <translation>Brokers del clúster</translation>
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
        <translation>No se puede acceder a otros brokers</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached: %1</source>
        <translation>No se puede acceder a otros brokers: %1</translation>
    </message>
    <message>
        <source>Messages between brokers arrive</source>
        <translation>Los mensajes entre brokers llegan</translation>
    </message>
    <message>
        <source>Messages between brokers arrive: %1</source>
        <translation>Los mensajes entre brokers llegan: %1</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>sin señal aún</translation>
    </message>
    <message>
        <source>too much waited here to leave: Redis or the network is too slow</source>
        <translation>había demasiado en espera aquí: Redis o la red es demasiado lenta</translation>
    </message>
    <message>
        <source>Redis did not take them: it could not be reached</source>
        <translation>Redis no los aceptó: no se pudo acceder a él</translation>
    </message>
    <message>
        <source>the other broker did not listen: its connection to Redis was lost</source>
        <translation>el otro broker no escuchaba: había perdido su conexión con Redis</translation>
    </message>
    <message>
        <source>lost between Redis and the other broker: its connection was cut, or Redis’ buffer for it was full</source>
        <translation>perdidos entre Redis y el otro broker: se cortó su conexión, o el búfer de Redis para él estaba lleno</translation>
    </message>
    <message>
        <source>the other broker was behind: it got more than it could deliver</source>
        <translation>el otro broker iba atrasado: recibió más de lo que podía entregar</translation>
    </message>
    <message>
        <source>the other broker did not know the project yet: its first client had just come</source>
        <translation>el otro broker aún no conocía el proyecto: su primer cliente acababa de llegar</translation>
    </message>
    <message>
        <source>the other broker was gone before it could take them</source>
        <translation>el otro broker desapareció antes de poder aceptarlos</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRuleRow</name>
    <message>
        <source>Red</source>
        <translation>Rojo</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Naranja</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Amarillo</translation>
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
        <translation>Gris</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>Regla activada</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Color</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name, optional</source>
        <translation>Nombre, opcional</translation>
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
        <translation>El filtro indica qué filas reciben el color.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRulesDialog</name>
    <message>
        <source>Add rule</source>
        <translation>Añadir regla</translation>
    </message>
    <message>
        <source>Colour rules</source>
        <translation>Reglas de color</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>The first rule that matches a message colours its row. The tool tip of the row names the rule.</source>
        <translation>La primera regla que coincide con un mensaje colorea su fila. La información emergente de la fila indica la regla.</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>Quitar regla</translation>
    </message>
    <message>
        <source>There is room for %1 rules.</source>
        <translation>Caben %1 reglas.</translation>
    </message>
    <message>
        <source>No row has a colour yet.</source>
        <translation>Ninguna fila tiene color todavía.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColumnLayout</name>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Restablecer columnas</translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>Comentario sobre %Ln mensaje</numerusform>
            <numerusform>Comentario sobre %Ln mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Comment, shown in the row; leave it empty to remove it</source>
        <translation>&amp;Comentario, visible en la fila; déjelo vacío para quitarlo</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>The comment has %1 bytes of UTF-8, the most is %2.</source>
        <translation>El comentario tiene %1 bytes de UTF-8; el máximo es %2.</translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message>
        <source>added</source>
        <translation>añadido</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>quitado</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>el mensaje completo</translation>
    </message>
    <message>
        <source>Compared parts</source>
        <translation>Partes comparadas</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Diferencias</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Ruta</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Marcado</translation>
    </message>
    <message>
        <source>This</source>
        <translation>Este</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Mark a message first: choose it in the list and press M.</source>
        <translation>Marque primero un mensaje: elíjalo en la lista y pulse M.</translation>
    </message>
    <message>
        <source>Choose a message to compare with the marked one, %1.</source>
        <translation>Elija un mensaje para compararlo con el marcado, %1.</translation>
    </message>
    <message>
        <source>These messages are too large to compare: %1 and %2.</source>
        <translation>Estos mensajes son demasiado grandes para compararlos: %1 y %2.</translation>
    </message>
    <message>
        <source>One of the two messages is not JSON, so there is nothing to compare.</source>
        <translation>Uno de los dos mensajes no es JSON, así que no hay nada que comparar.</translation>
    </message>
    <message>
        <source>No differences between %1 and %2.</source>
        <translation>No hay diferencias entre %1 y %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1 (marcado) y %2 (este): más de %Ln diferencia; se muestra la primera.</numerusform>
            <numerusform>%1 (marcado) y %2 (este): más de %Ln diferencias; se muestran las primeras.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1 (marcado) y %2 (este): %Ln diferencia.</numerusform>
            <numerusform>%1 (marcado) y %2 (este): %Ln diferencias.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message>
        <source>Fault in the text</source>
        <translation>Error en el texto</translation>
    </message>
    <message>
        <source>Clients it would reach</source>
        <translation>Clientes a los que llegaría</translation>
    </message>
    <message>
        <source>Result of sending</source>
        <translation>Resultado del envío</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Editor de mensajes</translation>
    </message>
    <message>
        <source>Send text that is not JSON, too</source>
        <translation>Enviar también texto que no es JSON</translation>
    </message>
    <message>
        <source>Send as an admin client (%1)</source>
        <translation>Enviar como cliente admin (%1)</translation>
    </message>
    <message>
        <source>Older message</source>
        <translation>Mensaje anterior</translation>
    </message>
    <message>
        <source>Newer message</source>
        <translation>Mensaje siguiente</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Save this message</source>
        <translation>Guardar este mensaje</translation>
    </message>
    <message>
        <source>This message is too large to edit (%1). It can be resent as it is.</source>
        <translation>Este mensaje es demasiado grande para editarlo (%1). Se puede volver a enviar tal como está.</translation>
    </message>
    <message>
        <source>Not sent: a placeholder is unknown.</source>
        <translation>No enviado: hay un marcador de posición desconocido.</translation>
    </message>
    <message>
        <source>This is not JSON. Send anyway: %1</source>
        <translation>Esto no es JSON. Enviar de todos modos: %1</translation>
    </message>
    <message>
        <source>The broker would reject it: %1</source>
        <translation>El broker lo rechazaría: %1</translation>
    </message>
    <message>
        <source>The broker answers this one itself.</source>
        <translation>A este responde el propio broker.</translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>Llegaría a %1 de %Ln cliente</numerusform>
            <numerusform>Llegaría a %1 de %Ln clientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>Llegaría a %1 de %2 clientes, y %Ln admin recibiría una copia</numerusform>
            <numerusform>Llegaría a %1 de %2 clientes, y %Ln admins recibirían una copia</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerDock</name>
    <message>
        <source>Composer</source>
        <translation>Editor de mensajes</translation>
    </message>
    <message>
        <source>&amp;Composer</source>
        <translation>&amp;Editor de mensajes</translation>
    </message>
    <message>
        <source>S&amp;how the composer</source>
        <translation>&amp;Mostrar el editor de mensajes</translation>
    </message>
    <message>
        <source>Close the composer</source>
        <translation>Cerrar el editor de mensajes</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTemplates</name>
    <message>
        <source>To all of a type</source>
        <translation>A todos los de un tipo</translation>
    </message>
    <message>
        <source>To one client</source>
        <translation>A un cliente</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>A todos</translation>
    </message>
    <message>
        <source>GraphQL query</source>
        <translation>Consulta GraphQL</translation>
    </message>
    <message>
        <source>Query response</source>
        <translation>Respuesta a una consulta</translation>
    </message>
    <message>
        <source>Ping the broker</source>
        <translation>Ping al broker</translation>
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
        <translation>Plantillas</translation>
    </message>
    <message>
        <source>Begin with a message of one kind. Sending fills in %1.</source>
        <translation>Empezar con un mensaje de una clase concreta. Al enviar se rellenan %1.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardados</translation>
    </message>
    <message>
        <source>Messages that you have saved under a name (%1)</source>
        <translation>Mensajes que ha guardado con un nombre (%1)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Anteriores</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down step through earlier messages</source>
        <translation>Ctrl+Arriba y Ctrl+Abajo recorren los mensajes anteriores</translation>
    </message>
    <message>
        <source>Earlier messages and drafts</source>
        <translation>Mensajes anteriores y borradores</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formatear</translation>
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
        <translation>&amp;Guardar la clave en el llavero del escritorio</translation>
    </message>
    <message>
        <source>Connect to a broker</source>
        <translation>Conectar a un broker</translation>
    </message>
    <message>
        <source>wss://broker.example.com or 10.0.0.5:8787</source>
        <translation>wss://broker.example.com o 10.0.0.5:8787</translation>
    </message>
    <message>
        <source>Empty: the key that is kept</source>
        <translation>Vacío: la clave guardada</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Dirección</translation>
    </message>
    <message>
        <source>&amp;Service key, or viewer key to look only</source>
        <translation>Clave de &amp;servicio, o clave de lectura para solo ver</translation>
    </message>
    <message>
        <source>This is not the address of a broker. Give one such as wss://broker.example.com or 10.0.0.5:8787.</source>
        <translation>Esta no es la dirección de un broker. Indique una como wss://broker.example.com o 10.0.0.5:8787.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectionBar</name>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>El broker no está en marcha. Inícielo en la página «Servidor».</translation>
    </message>
    <message>
        <source>Choose a project or type its name.</source>
        <translation>Elija un proyecto o escriba su nombre.</translation>
    </message>
    <message>
        <source>No project can have this name.</source>
        <translation>Ningún proyecto puede llamarse así.</translation>
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
        <translation>Sin conexión; al enviar se conecta</translation>
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
        <translation>No se ha copiado nada: en un informe caben %1 mensajes. Seleccione menos o expórtelos.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>%Ln mensaje copiado, con solicitudes y respuestas.</numerusform>
            <numerusform>%Ln mensajes copiados, con solicitudes y respuestas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>%Ln mensaje copiado solo: las solicitudes y las respuestas se buscan mientras se muestra la columna «Respuesta».</numerusform>
            <numerusform>%Ln mensajes copiados solos: las solicitudes y las respuestas se buscan mientras se muestra la columna «Respuesta».</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message>
        <source>Only the first %1 of %2 are quoted.</source>
        <translation>Solo se citan los primeros %1 de %2.</translation>
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
            <numerusform>y %Ln más</numerusform>
            <numerusform>y %Ln más</numerusform>
        </translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regla</translation>
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
        <translation>Proyecto</translation>
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
        <translation>Respuesta</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message>
        <source>Request %1 from %2 at %3</source>
        <extracomment>Type, sender, and time of a message</extracomment>
        <translation>Solicitud %1 de %2 a las %3</translation>
    </message>
    <message>
        <source>Error %1 from %2 at %3, after %4</source>
        <translation>Error %1 de %2 a las %3, después de %4</translation>
    </message>
    <message>
        <source>Reply %1 from %2 at %3, after %4</source>
        <translation>Respuesta %1 de %2 a las %3, después de %4</translation>
    </message>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>%n respuesta más</numerusform>
            <numerusform>%n respuestas más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsEmpty</name>
    <message>
        <source>Start demo traffic</source>
        <translation>Iniciar tráfico de demo</translation>
    </message>
    <message>
        <source>No message has arrived yet</source>
        <translation>Aún no ha llegado ningún mensaje</translation>
    </message>
    <message>
        <source>As soon as a client answers another one, the times of its replies are listed here. Demo traffic has some.</source>
        <translation>En cuanto un cliente responde a otro, aquí aparecen los tiempos de sus respuestas. El tráfico de demo tiene algunas.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>El broker no está en marcha</translation>
    </message>
    <message>
        <source>Requests and replies are found in its messages. The Server page says where the broker listens, and why a start failed.</source>
        <translation>Las solicitudes y las respuestas se buscan en sus mensajes. La página «Servidor» indica dónde escucha el broker y por qué falló un inicio.</translation>
    </message>
    <message>
        <source>Requests and replies are being found</source>
        <translation>Buscando solicitudes y respuestas</translation>
    </message>
    <message>
        <source>%1 messages are left.</source>
        <translation>Quedan %1 mensajes.</translation>
    </message>
    <message>
        <source>No request and no reply was found</source>
        <translation>No se encontraron solicitudes ni respuestas</translation>
    </message>
    <message>
        <source>No request and no reply of %1 was found</source>
        <translation>No se encontraron solicitudes ni respuestas de %1</translation>
    </message>
    <message>
        <source>A reply repeats a value of its request. If yours do so in another field, write its path above, such as payload.job.id. With the rule next, the next message back to the sender counts as the reply.</source>
        <translation>Una respuesta repite un valor de su solicitud. Si las suyas lo hacen en otro campo, escriba arriba su ruta, como payload.job.id. Con la regla next, el siguiente mensaje de vuelta al remitente cuenta como respuesta.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsModel</name>
    <message>
        <source>no type</source>
        <translation>sin tipo</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>any client</source>
        <translation>cualquier cliente</translation>
    </message>
    <message>
        <source>any %1</source>
        <translation>cualquier %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>nadie conectado</translation>
    </message>
    <message>
        <source>Half of the replies took at most so long.</source>
        <translation>La mitad de las respuestas tardó como máximo este tiempo.</translation>
    </message>
    <message>
        <source>95 of 100 replies took at most so long.</source>
        <translation>95 de cada 100 respuestas tardaron como máximo este tiempo.</translation>
    </message>
    <message>
        <source>99 of 100 replies took at most so long.</source>
        <translation>99 de cada 100 respuestas tardaron como máximo este tiempo.</translation>
    </message>
    <message>
        <source>Requests without a reply for 5 seconds or longer.</source>
        <translation>Solicitudes sin respuesta desde hace 5 segundos o más.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Solicitud</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Respondida por</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Errores</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>Sin respuesta</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message>
        <source>Show messages</source>
        <translation>Mostrar mensajes</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversaciones</translation>
    </message>
    <message>
        <source>Shows the requests of the selected line, and the messages of the client that answers</source>
        <translation>Muestra las solicitudes de la línea seleccionada y los mensajes del cliente que responde</translation>
    </message>
    <message>
        <source>&amp;Rule for replies</source>
        <translation>&amp;Regla de respuestas</translation>
    </message>
    <message>
        <source>Rule for replies</source>
        <translation>Regla de respuestas</translation>
    </message>
    <message>
        <source>auto tries the usual fields. Otherwise write the path of a value that a reply repeats, such as payload.requestId, or id -&gt; payload.inReplyTo, or next: the next message back to the sender. Several have commas between them; the first that finds a request counts.</source>
        <translation>auto prueba los campos habituales. Si no, escriba la ruta de un valor que la respuesta repite, como payload.requestId, o id -&gt; payload.inReplyTo, o next: el siguiente mensaje de vuelta al remitente. Varias se separan con comas; cuenta la primera que encuentra una solicitud.</translation>
    </message>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>%n proyecto más</numerusform>
            <numerusform>%n proyectos más</numerusform>
        </translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>Encontrado en %1</translation>
    </message>
    <message>
        <source>Choose a line to see its reply times.</source>
        <translation>Elija una línea para ver sus tiempos de respuesta.</translation>
    </message>
    <message>
        <source>%1, answered by %2: p95 as a line, p50 dashed</source>
        <extracomment>Type of a request, and the client that answers it</extracomment>
        <translation>%1, respondida por %2: p95 en línea continua, p50 en línea discontinua</translation>
    </message>
    <message>
        <source>These requests have no reply.</source>
        <translation>Estas solicitudes no tienen respuesta.</translation>
    </message>
    <message>
        <source>%1 requests and replies</source>
        <translation>%1 solicitudes y respuestas</translation>
    </message>
    <message>
        <source>%1, %2 left out by a limit</source>
        <translation>%1; omitidas por un límite: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsTable</name>
    <message>
        <source>Requests by type and answering client</source>
        <translation>Solicitudes por tipo y cliente que responde</translation>
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
        <translation>Todos los proyectos</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>No entregados</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazados</translation>
    </message>
</context>
<context>
    <name>broadcaster::CrossingSection</name>
    <message>
        <source>Sent, less arrived, under way and lost: it is 0, or the program has a fault</source>
        <translation>Enviados, menos los llegados, en camino y perdidos: es 0, o el programa tiene un fallo</translation>
    </message>
    <message>
        <source>Messages to other brokers</source>
        <translation>Mensajes a otros brokers</translation>
    </message>
    <message>
        <source>From this broker to all others, since it started.</source>
        <translation>De este broker a todos los demás, desde que se inició.</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviados</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>llegados</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en camino</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdidos</translation>
    </message>
    <message>
        <source>unaccounted for</source>
        <translation>sin explicar</translation>
    </message>
    <message>
        <source>batches from others were not read: they were of another version, or not signed as they should be</source>
        <translation>lotes de otros brokers sin leer: eran de otra versión o no estaban bien firmados</translation>
    </message>
    <message>
        <source>No message was lost.</source>
        <translation>No se ha perdido ningún mensaje.</translation>
    </message>
    <message>
        <source>No message has left for another broker yet.</source>
        <translation>Aún no ha salido ningún mensaje hacia otro broker.</translation>
    </message>
</context>
<context>
    <name>broadcaster::DatabaseSection</name>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>Keeps API keys and usage. Never messages.</source>
        <translation>Guarda las claves API y el uso. Nunca los mensajes.</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>Otra base de datos</translation>
    </message>
    <message>
        <source>Another one: a file, or postgresql://user:password@host/database</source>
        <translation>Otra: un archivo o postgresql://user:password@host/database</translation>
    </message>
    <message>
        <source>It must be on one line.</source>
        <translation>Debe estar en una sola línea.</translation>
    </message>
    <message>
        <source>Give a file, or a URL that begins with postgresql://.</source>
        <translation>Indique un archivo o una URL que empiece por postgresql://.</translation>
    </message>
    <message>
        <source>The URL is not valid. Special characters in it are percent-encoded: @ is %40.</source>
        <translation>La URL no es válida. Los caracteres especiales se codifican con porcentaje: @ es %40.</translation>
    </message>
    <message>
        <source>Another database needs a restart. Keys and usage are not copied to the new database.</source>
        <translation>Otra base de datos requiere reiniciar. Las claves y el uso no se copian a la nueva base de datos.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>No se usa mientras el broker no esté en marcha.</translation>
    </message>
    <message>
        <source>Connected, everything counted is written.</source>
        <translation>Conectada; todo lo contado está guardado.</translation>
    </message>
    <message>
        <source>Connected. Messages counted and not yet written: %1.</source>
        <translation>Conectada. Mensajes contados y aún sin guardar: %1.</translation>
    </message>
    <message>
        <source>Not connected; the broker tries again by itself. Messages counted and not yet written: %1.</source>
        <translation>Sin conexión; el broker vuelve a intentarlo por sí solo. Mensajes contados y aún sin guardar: %1.</translation>
    </message>
    <message>
        <source>Failed writes so far: %1. Last error: %2</source>
        <translation>Escrituras fallidas hasta ahora: %1. Último error: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DecodedView</name>
    <message>
        <source>Decoded value as a tree</source>
        <translation>Valor decodificado como árbol</translation>
    </message>
    <message>
        <source>Decoded value as text</source>
        <translation>Valor decodificado como texto</translation>
    </message>
    <message>
        <source>This value cannot be decoded after all.</source>
        <translation>Finalmente no se pudo decodificar este valor.</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>Los primeros %1 de %2</translation>
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
        <translation>No se envió a nadie</translation>
    </message>
    <message>
        <source>Sent to nobody, mirrored to %1</source>
        <translation>No se envió a nadie, con copia a %1</translation>
    </message>
    <message>
        <source>Sent to %1 of %2</source>
        <translation>Enviado a %1 de %2</translation>
    </message>
    <message>
        <source>Sent to %1 of %2, mirrored to %3</source>
        <translation>Enviado a %1 de %2, con copia a %3</translation>
    </message>
    <message>
        <source>Answered by the broker</source>
        <translation>Respondido por el broker</translation>
    </message>
    <message>
        <source>Not recorded: the file does not hold the receivers</source>
        <translation>Sin registrar: el archivo no contiene los destinatarios</translation>
    </message>
    <message>
        <source>Rejected, delivered to nobody</source>
        <translation>Rechazado, no se entregó a nadie</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>en cola para %1</translation>
    </message>
    <message>
        <source>%1 dropped: too slow</source>
        <translation>descartado para %1: demasiado lento</translation>
    </message>
    <message>
        <source>%1 dropped: connection lost</source>
        <translation>descartado para %1: conexión perdida</translation>
    </message>
    <message>
        <source>Sent: handed to the operating system. This does not say that the program at the other end has read it.
Queued: waits in the broker for a client that does not keep up.
Dropped: will not arrive, because the client was too slow or its connection ended first.
Passed on: another broker of the cluster has the client, and knows how far the message has come.</source>
        <translation>Enviado: entregado al sistema operativo. No significa que el programa del otro extremo lo haya leído.
En cola: espera en el broker a un cliente que no da abasto.
Descartado: no llegará, porque el cliente era demasiado lento o su conexión terminó antes.
Transferido: otro broker del clúster tiene el cliente y sabe hasta dónde ha llegado el mensaje.</translation>
    </message>
    <message>
        <source>By rule 1: no client of this project has this id. It may have reconnected: ids are never reused.</source>
        <translation>Por la regla 1: ningún cliente de este proyecto tiene este ID. Quizá se haya vuelto a conectar: los ID nunca se reutilizan.</translation>
    </message>
    <message>
        <source>By rule 1: to.id names a client of this project.</source>
        <translation>Por la regla 1: to.id nombra a un cliente de este proyecto.</translation>
    </message>
    <message>
        <source>By rule 2: no client of type %1 is connected except the sender.</source>
        <translation>Por la regla 2: no hay conectado ningún cliente de tipo %1 salvo el remitente.</translation>
    </message>
    <message>
        <source>By rule 2: “%1” is not a type. There are runtime, data-agent and admin.</source>
        <translation>Por la regla 2: «%1» no es un tipo. Existen runtime, data-agent y admin.</translation>
    </message>
    <message>
        <source>By rule 2: to.type names every client of that type except the sender.</source>
        <translation>Por la regla 2: to.type nombra a todos los clientes de ese tipo salvo el remitente.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, and nobody else is connected except admins, which get no broadcasts.</source>
        <translation>Por la regla 3: no nombra a ningún destinatario, y no hay nadie más conectado salvo admins, que no reciben difusiones.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, so it is for everyone but the sender and admins.</source>
        <translation>Por la regla 3: no nombra a ningún destinatario, así que es para todos salvo el remitente y los admins.</translation>
    </message>
    <message>
        <source>A PING is for the broker itself: its PONG goes to the sender alone.</source>
        <translation>Un PING es para el propio broker: su PONG va solo al remitente.</translation>
    </message>
    <message>
        <source>The message was invalid. The error that the sender got says why.</source>
        <translation>El mensaje no era válido. El error que recibió el remitente dice por qué.</translation>
    </message>
    <message>
        <source>The broker said it to this client alone.</source>
        <translation>El broker lo dijo solo a este cliente.</translation>
    </message>
    <message>
        <source>The broker said it to everyone in the project.</source>
        <translation>El broker lo dijo a todos los del proyecto.</translation>
    </message>
    <message>
        <source>The broker said it to the client whose message was at fault.</source>
        <translation>El broker lo dijo al cliente cuyo mensaje era erróneo.</translation>
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
        <translation>Un archivo de captura no contiene los clientes conectados.</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients: only clients that had not got the message are listed.</source>
        <translation>Un archivo de captura no contiene los clientes conectados: solo figuran los clientes que no habían recibido el mensaje.</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>No hay ningún mensaje seleccionado.</translation>
    </message>
    <message>
        <source>The broker no longer knows the clients of that time. It remembers only the latest arrivals and departures.</source>
        <translation>El broker ya no sabe qué clientes había entonces. Solo recuerda las últimas llegadas y salidas.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>%Ln cliente que no ha recibido el mensaje se cuenta arriba, pero abajo aparece como si se le hubiera enviado.</numerusform>
            <numerusform>%Ln clientes que no han recibido el mensaje se cuentan arriba, pero abajo aparecen como si se les hubiera enviado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>%Ln de ellos está conectado a otro broker. Arriba cuenta como enviado.</numerusform>
            <numerusform>%Ln de ellos están conectados a otros brokers. Arriba cuentan como enviados.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailFollower</name>
    <message>
        <source>Details of the newest message</source>
        <translation>Detalles del mensaje más reciente</translation>
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
        <translation>Vistas del mensaje</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Árbol</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>En bruto</translation>
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
        <translation>Acciones sobre los detalles</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>Ocultar los detalles (Ctrl+D)</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>Buscar en el mensaje</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>Buscar la siguiente coincidencia</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>Buscar la coincidencia anterior</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Expandir todo</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Contraer todo</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copiar mensaje</translation>
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
        <translation>Detalles del mensaje</translation>
    </message>
    <message>
        <source>Place of the details</source>
        <translation>Posición de los detalles</translation>
    </message>
    <message>
        <source>&amp;Automatic: at the right of wide windows</source>
        <translation>&amp;Automático: a la derecha en ventanas anchas</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>A la &amp;derecha</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>A&amp;bajo</translation>
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
        <translation>Todos los archivos (*)</translation>
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
        <translation>Los servidores que llevan los mensajes de un broker a otro.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorLine</name>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorText</name>
    <message>
        <source>The broker does not accept a value.</source>
        <translation>El broker no acepta un valor.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Ya no existe.</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>No tiene permiso para hacer esto.</translation>
    </message>
    <message>
        <source>It does not fit the state that the broker is in. Try again.</source>
        <translation>No es posible en el estado actual del broker. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The address is in use by another program. Stop that one or choose another port.</source>
        <translation>Otro programa está usando la dirección. Ciérrelo o elija otro puerto.</translation>
    </message>
    <message>
        <source>There is no permission to listen on the address. Choose a port above 1023.</source>
        <translation>No hay permiso para escuchar en la dirección. Elija un puerto superior a 1023.</translation>
    </message>
    <message>
        <source>The address is not one of this machine.</source>
        <translation>La dirección no es de este equipo.</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be used.</source>
        <translation>El certificado o su clave no se pueden usar.</translation>
    </message>
    <message>
        <source>The database cannot be created. Name another file.</source>
        <translation>No se puede crear la base de datos. Indique otro archivo.</translation>
    </message>
    <message>
        <source>The database cannot be used. Check its server or its file.</source>
        <translation>No se puede usar la base de datos. Compruebe su servidor o su archivo.</translation>
    </message>
    <message>
        <source>A newer version of this program has written the database. Update the program.</source>
        <translation>Una versión más reciente de este programa ha escrito la base de datos. Actualice el programa.</translation>
    </message>
    <message>
        <source>The database is damaged. Restore it from a backup.</source>
        <translation>La base de datos está dañada. Restáurela desde una copia de seguridad.</translation>
    </message>
    <message>
        <source>The database cannot be written to. Give the broker the right to write it.</source>
        <translation>No se puede escribir en la base de datos. Dé al broker permiso para escribir en ella.</translation>
    </message>
    <message>
        <source>Another program holds the database. Close it, or wait until it is done.</source>
        <translation>Otro programa tiene bloqueada la base de datos. Ciérrelo o espere a que termine.</translation>
    </message>
    <message>
        <source>The disk with the database is full. Make room; nothing counted is lost until then.</source>
        <translation>El disco de la base de datos está lleno. Libere espacio; hasta entonces no se pierde nada de lo contado.</translation>
    </message>
    <message>
        <source>The database denies the broker a right, or refuses its password.</source>
        <translation>La base de datos deniega un permiso al broker o rechaza su contraseña.</translation>
    </message>
    <message>
        <source>A setting of the database, or of the way to it, must be changed.</source>
        <translation>Hay que cambiar un ajuste de la base de datos o del acceso a ella.</translation>
    </message>
    <message>
        <source>The database cannot store a value.</source>
        <translation>La base de datos no puede guardar un valor.</translation>
    </message>
    <message>
        <source>The broker is too busy. Try again in a moment.</source>
        <translation>El broker está demasiado ocupado. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>El broker no está en marcha. Inícielo en la página «Servidor».</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Stop that program, or choose another port; 0 takes any free one.</source>
        <translation>%2 está usando %1. Cierre ese programa o elija otro puerto; con 0 se toma cualquiera libre.</translation>
    </message>
    <message>
        <source>The project needs a name.</source>
        <translation>El proyecto necesita un nombre.</translation>
    </message>
    <message>
        <source>The name of the project has %1 bytes; at most %2 are allowed.</source>
        <translation>El nombre del proyecto tiene %1 bytes; se permiten como máximo %2.</translation>
    </message>
    <message>
        <source>The name of the project is not UTF-8.</source>
        <translation>El nombre del proyecto no es UTF-8.</translation>
    </message>
    <message>
        <source>The name of the project has a control character, which is not allowed.</source>
        <translation>El nombre del proyecto contiene un carácter de control, que no está permitido.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4.</source>
        <translation>%1: %2 debe estar entre %3 y %4.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 bytes.</source>
        <translation>%1: %2 debe estar entre %3 y %4 bytes.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 seconds.</source>
        <translation>%1: %2 debe estar entre %3 y %4 segundos.</translation>
    </message>
    <message>
        <source>%1: at most %2 are allowed.</source>
        <translation>%1: se permiten como máximo %2.</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes are allowed.</source>
        <translation>%1: se permiten como máximo %2 bytes.</translation>
    </message>
    <message>
        <source>%1: a value is needed.</source>
        <translation>%1: falta un valor.</translation>
    </message>
    <message>
        <source>%1: “%2” is there twice.</source>
        <translation>%1: «%2» aparece dos veces.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or 0.0.0.0.</source>
        <translation>%1: «%2» no es una dirección IP, como 127.0.0.1, ::1 o 0.0.0.0.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address or a network, such as 10.0.0.0/8.</source>
        <translation>%1: «%2» no es una dirección IP ni una red, como 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an origin, such as https://app.example.com, or *.</source>
        <translation>%1: «%2» no es un origen, como https://app.example.com, ni *.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a host, such as broker.example.com.</source>
        <translation>%1: «%2» no es un host, como broker.example.com.</translation>
    </message>
    <message>
        <source>%1: the value is not the address of a Redis server, such as redis://redis.example.com:6379, with special characters of the password percent-encoded.</source>
        <translation>%1: el valor no es la dirección de un servidor Redis, como redis://redis.example.com:6379, con los caracteres especiales de la contraseña codificados con porcentaje.</translation>
    </message>
    <message>
        <source>%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.</source>
        <translation>%1: «%2» debe tener de 1 a 64 letras, dígitos, puntos, guiones y guiones bajos.</translation>
    </message>
    <message>
        <source>%1 needs %2, too.</source>
        <translation>%1 necesita también %2.</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Stop that one, or choose another port; 0 takes any free one.</source>
        <translation>Otro programa está usando %1. Ciérrelo o elija otro puerto; con 0 se toma cualquiera libre.</translation>
    </message>
    <message>
        <source>There is no permission to listen on %1. Ports below 1024 need privileges: choose a higher one.</source>
        <translation>No hay permiso para escuchar en %1. Los puertos inferiores a 1024 requieren privilegios: elija uno superior.</translation>
    </message>
    <message>
        <source>The broker cannot listen on %1 (%2). Give an address of this machine.</source>
        <translation>El broker no puede escuchar en %1 (%2). Indique una dirección de este equipo.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>No se puede leer el archivo de certificado %1 (%2). Indique un archivo que el broker pueda leer.</translation>
    </message>
    <message>
        <source>The certificate file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>El archivo de certificado %1 tiene más de %2 bytes. Indique un archivo PEM.</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate. It must be PEM, with the server&apos;s certificate first and its signers behind it.</source>
        <translation>El archivo de certificado %1 no contiene ningún certificado. Debe ser PEM, con el certificado del servidor primero y los de sus firmantes detrás.</translation>
    </message>
    <message>
        <source>The certificate file %1 is damaged at certificate %2 (%3). Make it anew.</source>
        <translation>El archivo de certificado %1 está dañado en el certificado %2 (%3). Créelo de nuevo.</translation>
    </message>
    <message>
        <source>OpenSSL refuses the certificate in %1 (%2). Make one with a key of 2048 bits or more, or P-256.</source>
        <translation>OpenSSL rechaza el certificado de %1 (%2). Cree uno con una clave de 2048 bits o más, o P-256.</translation>
    </message>
    <message>
        <source>The key file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>No se puede leer el archivo de clave %1 (%2). Indique un archivo que el broker pueda leer.</translation>
    </message>
    <message>
        <source>The key file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>El archivo de clave %1 tiene más de %2 bytes. Indique un archivo PEM.</translation>
    </message>
    <message>
        <source>The key file %1 is open to others than its owner. Run chmod 600 on it.</source>
        <translation>El archivo de clave %1 es accesible para otros además de su propietario. Ejecute chmod 600 sobre él.</translation>
    </message>
    <message>
        <source>The key file %1 has a passphrase. Take it off with openssl pkey.</source>
        <translation>El archivo de clave %1 tiene una frase de contraseña. Quítela con openssl pkey.</translation>
    </message>
    <message>
        <source>The key file %1 holds no private key (%2). It must be PEM.</source>
        <translation>El archivo de clave %1 no contiene ninguna clave privada (%2). Debe ser PEM.</translation>
    </message>
    <message>
        <source>The key in %1 does not belong to the certificate in %2. Name the key that the certificate was made for.</source>
        <translation>La clave de %1 no corresponde al certificado de %2. Indique la clave para la que se creó el certificado.</translation>
    </message>
    <message>
        <source>OpenSSL cannot be used (%1).</source>
        <translation>No se puede usar OpenSSL (%1).</translation>
    </message>
    <message>
        <source>The database URL begins with %1://, which is not supported. Give the path of a SQLite file or a postgresql:// URL.</source>
        <translation>La URL de la base de datos empieza por %1://, que no se admite. Indique la ruta de un archivo SQLite o una URL postgresql://.</translation>
    </message>
    <message>
        <source>The database URL is not valid: two hexadecimal digits must follow each %. Write % itself as %25.</source>
        <translation>La URL de la base de datos no es válida: después de cada % debe haber dos dígitos hexadecimales. El propio % se escribe %25.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a percent-encoded part is not UTF-8.</source>
        <translation>La URL de la base de datos no es válida: una parte codificada con porcentaje no es UTF-8.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a part contains the character U+0000.</source>
        <translation>La URL de la base de datos no es válida: una parte contiene el carácter U+0000.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the port is not a number from 1 to 65535.</source>
        <translation>La URL de la base de datos no es válida: el puerto no es un número de 1 a 65535.</translation>
    </message>
    <message>
        <source>The database URL is not valid: it names several hosts, and only one is supported.</source>
        <translation>La URL de la base de datos no es válida: nombra varios hosts y solo se admite uno.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the IPv6 address must end with ], and only the port may follow.</source>
        <translation>La URL de la base de datos no es válida: la dirección IPv6 debe terminar en ], y detrás solo puede ir el puerto.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an option does not have the form name=value.</source>
        <translation>La URL de la base de datos no es válida: una opción no tiene la forma nombre=valor.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the option %1 is not known.</source>
        <translation>La URL de la base de datos no es válida: la opción %1 no se conoce.</translation>
    </message>
    <message>
        <source>The database URL is not valid: %1 cannot have this value.</source>
        <translation>La URL de la base de datos no es válida: %1 no puede tener este valor.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an @ comes after a / or ?. Write @, / and ? in a password as %40, %2F and %3F.</source>
        <translation>La URL de la base de datos no es válida: hay una @ después de / o ?. En una contraseña, escriba @, / y ? como %40, %2F y %3F.</translation>
    </message>
    <message>
        <source>The database is missing. Give the path of a file or a postgresql:// URL.</source>
        <translation>Falta la base de datos. Indique la ruta de un archivo o una URL postgresql://.</translation>
    </message>
    <message>
        <source>The path of the database contains the character U+0000.</source>
        <translation>La ruta de la base de datos contiene el carácter U+0000.</translation>
    </message>
    <message>
        <source>The database :memory: would lose every key. Give the path of a file.</source>
        <translation>La base de datos :memory: perdería todas las claves. Indique la ruta de un archivo.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created, because its folder %2 cannot be. Create the folder or name another file.</source>
        <translation>No se puede crear la base de datos %1, porque no se puede crear su carpeta %2. Cree la carpeta o indique otro archivo.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created (%2). Give the broker the right to write its folder, or name another file.</source>
        <translation>No se puede crear la base de datos %1 (%2). Dé al broker permiso para escribir en su carpeta o indique otro archivo.</translation>
    </message>
    <message>
        <source>The database %1 is not a file. Name a file.</source>
        <translation>La base de datos %1 no es un archivo. Indique un archivo.</translation>
    </message>
    <message>
        <source>The database %1 cannot be read. Give the broker the right to read and write it.</source>
        <translation>No se puede leer la base de datos %1. Dé al broker permiso para leerla y escribir en ella.</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it.</source>
        <translation>No se puede escribir en la base de datos %1. Dé al broker permiso para escribir en ella.</translation>
    </message>
    <message>
        <source>The database %1 is in a folder that cannot be written to, where SQLite needs to keep its log. Give the broker the right to write the folder.</source>
        <translation>La base de datos %1 está en una carpeta en la que no se puede escribir, donde SQLite necesita guardar su registro. Dé al broker permiso para escribir en la carpeta.</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another.</source>
        <translation>La base de datos %1 está dañada o no es una base de datos. Restáurela desde una copia de seguridad o indique otra.</translation>
    </message>
    <message>
        <source>The database %1 is damaged (%2). Restore it from a backup.</source>
        <translation>La base de datos %1 está dañada (%2). Restáurela desde una copia de seguridad.</translation>
    </message>
    <message>
        <source>The database %1 has the encoding %2, which cannot hold every name. Name a database with UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</source>
        <translation>La base de datos %1 tiene la codificación %2, en la que no caben todos los nombres. Indique una base de datos con UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</translation>
    </message>
    <message>
        <source>The database %1 only lets itself be read and may be a standby. Name the primary server.</source>
        <translation>La base de datos %1 es de solo lectura y puede ser un servidor en espera. Indique el servidor primario.</translation>
    </message>
    <message>
        <source>The database %1 was written by a newer version of this program (schema %2, known is %3). Update the program or name another database.</source>
        <translation>Una versión más reciente de este programa escribió la base de datos %1 (esquema %2; se conoce hasta el %3). Actualice el programa o indique otra base de datos.</translation>
    </message>
    <message>
        <source>The database %1 needs Qt&apos;s SQL driver %2, which is not installed.</source>
        <translation>La base de datos %1 necesita el controlador SQL %2 de Qt, que no está instalado.</translation>
    </message>
    <message>
        <source>The database does not answer. Try again later.</source>
        <translation>La base de datos no responde. Inténtelo de nuevo más tarde.</translation>
    </message>
    <message>
        <source>The database is too slow: %1 jobs wait for it. Try again later.</source>
        <translation>La base de datos es demasiado lenta: la esperan %1 tareas. Inténtelo de nuevo más tarde.</translation>
    </message>
    <message>
        <source>The database %1 took too long. Try again.</source>
        <translation>La base de datos %1 tardó demasiado. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The database %1 gave other rows than requested. Check whether another program shares its connection.</source>
        <translation>La base de datos %1 devolvió filas distintas de las solicitadas. Compruebe si otro programa comparte su conexión.</translation>
    </message>
    <message>
        <source>The file of the database %1 is missing. Move it back, or stop the broker and restore a backup.</source>
        <translation>Falta el archivo de la base de datos %1. Devuélvalo a su sitio, o detenga el broker y restaure una copia de seguridad.</translation>
    </message>
    <message>
        <source>The database %1 was replaced by another file. Move the first back, or restart the broker to use this one.</source>
        <translation>Otro archivo ha reemplazado la base de datos %1. Devuelva la primera a su sitio o reinicie el broker para usar esta.</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program or too busy. End the program that holds it, and try again. (%2)</source>
        <translation>La base de datos %1 está bloqueada por otro programa o demasiado ocupada. Cierre el programa que la bloquea e inténtelo de nuevo. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it. (%2)</source>
        <translation>No se puede escribir en la base de datos %1. Dé al broker permiso para escribir en ella. (%2)</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another. (%2)</source>
        <translation>La base de datos %1 está dañada o no es una base de datos. Restáurela desde una copia de seguridad o indique otra. (%2)</translation>
    </message>
    <message>
        <source>The database %1 has no space left. Free some on its disk. (%2)</source>
        <translation>A la base de datos %1 no le queda espacio. Libere espacio en su disco. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot store a value. (%2)</source>
        <translation>La base de datos %1 no puede guardar un valor. (%2)</translation>
    </message>
    <message>
        <source>The database %1 refused a duplicate. (%2)</source>
        <translation>La base de datos %1 rechazó un duplicado. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be used. (%2)</source>
        <translation>No se puede usar la base de datos %1. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached over TLS. Correct sslmode, sslrootcert, sslcert and sslkey in the URL, or the server&apos;s certificate. (%2)</source>
        <translation>No se puede acceder a la base de datos %1 por TLS. Corrija sslmode, sslrootcert, sslcert y sslkey en la URL, o el certificado del servidor. (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not exist. Create it: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</source>
        <translation>La base de datos %1 no existe. Créela: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</translation>
    </message>
    <message>
        <source>The database %1 refuses the password. Correct it in the URL, or set it: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</source>
        <translation>La base de datos %1 rechaza la contraseña. Corríjala en la URL o establézcala: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not let the broker in. Create the role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) or allow it in pg_hba.conf. (%2)</source>
        <translation>La base de datos %1 no deja entrar al broker. Cree el rol (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) o permítalo en pg_hba.conf. (%2)</translation>
    </message>
    <message>
        <source>The database %1 may not be connected to. Run as its owner: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</source>
        <translation>El broker no puede conectarse a la base de datos %1. Ejecute como su propietario: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</translation>
    </message>
    <message>
        <source>The database %1 denies the broker a right. Run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</source>
        <translation>La base de datos %1 deniega un permiso al broker. Ejecute como su propietario: GRANT USAGE, CREATE ON SCHEMA public TO %3; y, si las tablas pertenecen a otro rol: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</translation>
    </message>
    <message>
        <source>There is no active API key for the project %1.</source>
        <translation>El proyecto %1 no tiene ninguna clave API activa.</translation>
    </message>
    <message>
        <source>The project %1 has an active API key already.</source>
        <translation>El proyecto %1 ya tiene una clave API activa.</translation>
    </message>
    <message>
        <source>%1: at most %2 characters are allowed.</source>
        <translation>%1: se permiten como máximo %2 caracteres.</translation>
    </message>
    <message>
        <source>%1: the character U+0000 is not allowed.</source>
        <translation>%1: el carácter U+0000 no está permitido.</translation>
    </message>
    <message>
        <source>%1: half of a surrogate pair is not text.</source>
        <translation>%1: la mitad de un par sustituto no es texto.</translation>
    </message>
    <message>
        <source>A text contains U+0000 or half of a surrogate pair, which no database can store.</source>
        <translation>Un texto contiene U+0000 o la mitad de un par sustituto, que ninguna base de datos puede guardar.</translation>
    </message>
    <message>
        <source>The broker or the project %1 has no room for another connection. Disconnect a client, or raise the limit on the Server page.</source>
        <translation>En el broker o en el proyecto %1 no cabe otra conexión. Desconecte un cliente o aumente el límite en la página «Servidor».</translation>
    </message>
    <message>
        <source>The composer could not connect to %1: %2</source>
        <translation>El editor de mensajes no pudo conectarse a %1: %2</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed in the window or by an operator. Connect again to go on.</source>
        <translation>La conexión del editor de mensajes con %1 se cerró desde la ventana o por un operador. Conéctese de nuevo para continuar.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed because the window could not read as fast as messages came. Connect again to go on.</source>
        <translation>La conexión del editor de mensajes con %1 se cerró porque la ventana no podía leer tan rápido como llegaban los mensajes. Conéctese de nuevo para continuar.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 ended with close code %2. %3</source>
        <translation>La conexión del editor de mensajes con %1 terminó con el código de cierre %2. %3</translation>
    </message>
    <message>
        <source>Choose a project to connect to.</source>
        <translation>Elija un proyecto al que conectarse.</translation>
    </message>
    <message>
        <source>The composer is connected to %1 projects already, and that is the most. Disconnect from one first.</source>
        <translation>El editor de mensajes ya está conectado a %1 proyectos, que es el máximo. Desconéctese antes de uno.</translation>
    </message>
    <message>
        <source>The composer disconnected before the message was sent.</source>
        <translation>El editor de mensajes se desconectó antes de que se enviara el mensaje.</translation>
    </message>
    <message>
        <source>Too much waits to be sent to %1. Try again in a moment.</source>
        <translation>Hay demasiados datos en espera de enviarse a %1. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>No hay conexión con el broker.</translation>
    </message>
    <message>
        <source>The message is too big.</source>
        <translation>El mensaje es demasiado grande.</translation>
    </message>
    <message>
        <source>The message is not a JSON object.</source>
        <translation>El mensaje no es un objeto JSON.</translation>
    </message>
    <message>
        <source>The field “from” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>El campo «from» aparece más de una vez en el sobre. Escríbalo una sola vez u omítalo.</translation>
    </message>
    <message>
        <source>The field “to” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>El campo «to» aparece más de una vez en el sobre. Escríbalo una sola vez u omítalo.</translation>
    </message>
    <message>
        <source>The field “to” must be an object or null.</source>
        <translation>El campo «to» debe ser un objeto o null.</translation>
    </message>
    <message>
        <source>The “id” in the field “to” must be a string.</source>
        <translation>El «id» del campo «to» debe ser una cadena.</translation>
    </message>
    <message>
        <source>The “type” in the field “to” must be a string.</source>
        <translation>El «type» del campo «to» debe ser una cadena.</translation>
    </message>
    <message>
        <source>A PING is for the broker alone. Give the message another type.</source>
        <translation>Un PING es solo para el broker. Dé otro tipo al mensaje.</translation>
    </message>
    <message>
        <source>The client sent more messages a second than it may.</source>
        <translation>El cliente envió más mensajes por segundo de los permitidos.</translation>
    </message>
    <message>
        <source>The clients that were connected then are no longer known: the message is too old.</source>
        <translation>Ya no se sabe qué clientes estaban conectados entonces: el mensaje es demasiado antiguo.</translation>
    </message>
</context>
<context>
    <name>broadcaster::FiguresSection</name>
    <message>
        <source>the client was done</source>
        <translation>el cliente había terminado</translation>
    </message>
    <message>
        <source>the broker stopped, or the client&apos;s page was left</source>
        <translation>el broker se detuvo o se abandonó la página del cliente</translation>
    </message>
    <message>
        <source>the client broke the WebSocket protocol</source>
        <translation>el cliente infringió el protocolo WebSocket</translation>
    </message>
    <message>
        <source>the client closed and gave no reason</source>
        <translation>el cliente cerró sin indicar el motivo</translation>
    </message>
    <message>
        <source>no close frame: the network, a proxy&apos;s timeout, or a crash</source>
        <translation>sin frame de cierre: la red, el tiempo de espera de un proxy o un cierre inesperado</translation>
    </message>
    <message>
        <source>a text message was not UTF-8</source>
        <translation>un mensaje de texto no era UTF-8</translation>
    </message>
    <message>
        <source>too many of its messages were invalid, or too much was unfinished</source>
        <translation>demasiados de sus mensajes no eran válidos, o había demasiado sin terminar</translation>
    </message>
    <message>
        <source>a message was larger than the limit</source>
        <translation>un mensaje superaba el límite</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>un error interno</translation>
    </message>
    <message>
        <source>it was disconnected in the window, or by an operator&apos;s call</source>
        <translation>se desconectó desde la ventana o por una llamada de un operador</translation>
    </message>
    <message>
        <source>its API key was revoked</source>
        <translation>se revocó su clave API</translation>
    </message>
    <message>
        <source>it read too slowly, and too much waited for it</source>
        <translation>leía demasiado despacio y se le acumuló demasiado</translation>
    </message>
    <message>
        <source>it sent more than its rate allows</source>
        <translation>envió más de lo que permite su tasa</translation>
    </message>
    <message>
        <source>it answered no pings</source>
        <translation>no respondió a los pings</translation>
    </message>
    <message>
        <source>a reason of the client&apos;s own</source>
        <translation>un motivo propio del cliente</translation>
    </message>
    <message>
        <source>No connection has ended yet.</source>
        <translation>Aún no ha terminado ninguna conexión.</translation>
    </message>
    <message>
        <source>refused since the start, because a limit was reached</source>
        <translation>rechazadas desde el inicio, por haberse alcanzado un límite</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Cifras</translation>
    </message>
    <message>
        <source>Connections now, and how they ended since the start.</source>
        <translation>Las conexiones de ahora y cómo terminaron desde el inicio.</translation>
    </message>
    <message>
        <source>open, of %1 allowed</source>
        <translation>abiertas, de %1 permitidas</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abiertas</translation>
    </message>
    <message>
        <source>ended with %1: %2</source>
        <translation>terminadas con %1: %2</translation>
    </message>
    <message>
        <source>the cluster took the broker for dead, and it began anew</source>
        <translation>el clúster dio por muerto al broker y este comenzó de nuevo</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterBox</name>
    <message>
        <source>Fault in the filter</source>
        <translation>Error en el filtro</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpiar</translation>
    </message>
    <message>
        <source>No client with this id has been seen. The ids of clients are new on every connection.</source>
        <translation>No se ha visto ningún cliente con este ID. Los ID de los clientes son nuevos en cada conexión.</translation>
    </message>
    <message>
        <source>Clear the filter with this id</source>
        <translation>Limpiar el filtro con este ID</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterEdit</name>
    <message>
        <source>Filter: a word, or type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</source>
        <translation>Filtro: una palabra, o type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</translation>
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
        <translation>Filtros anteriores (Abajo en el campo vacío)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Limpiar el filtro</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>Limpiar el filtro (Esc)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>The name of an action, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Sugerencias</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterText</name>
    <message>
        <source>a value in the payload, by its path</source>
        <translation>un valor del payload, por su ruta</translation>
    </message>
    <message>
        <source>the message&apos;s own id</source>
        <translation>el ID propio del mensaje</translation>
    </message>
    <message>
        <source>a value anywhere in the message</source>
        <translation>un valor en cualquier parte del mensaje</translation>
    </message>
    <message>
        <source>the project&apos;s name</source>
        <translation>el nombre del proyecto</translation>
    </message>
    <message>
        <source>the message&apos;s own name for its kind</source>
        <translation>el nombre que el propio mensaje da a su clase</translation>
    </message>
    <message>
        <source>the sender&apos;s id</source>
        <translation>el ID del remitente</translation>
    </message>
    <message>
        <source>the sender&apos;s type</source>
        <translation>el tipo del remitente</translation>
    </message>
    <message>
        <source>the client it was for</source>
        <translation>el cliente al que iba dirigido</translation>
    </message>
    <message>
        <source>the type it was for</source>
        <translation>el tipo al que iba dirigido</translation>
    </message>
    <message>
        <source>in bytes, or as 4KiB</source>
        <translation>en bytes, o como 4KiB</translation>
    </message>
    <message>
        <source>12:01:02, or -5m before now</source>
        <translation>12:01:02, o -5m desde ahora hacia atrás</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error…</source>
        <translation>broadcast, routed, system, error…</translation>
    </message>
    <message>
        <source>how many it was sent to</source>
        <translation>a cuántos se envió</translation>
    </message>
    <message>
        <source>the type of a request, also for its replies</source>
        <translation>el tipo de una solicitud, también para sus respuestas</translation>
    </message>
    <message>
        <source>answered, unanswered or error</source>
        <translation>answered, unanswered o error</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s</source>
        <translation>el tiempo hasta la respuesta, en ms o como 1.5s</translation>
    </message>
    <message>
        <source>the id of the client that replies</source>
        <translation>el ID del cliente que responde</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>marcado por usted</translation>
    </message>
    <message>
        <source>your comment on it</source>
        <translation>su comentario sobre él</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>el mensaje completo</translation>
    </message>
    <message>
        <source>and</source>
        <translation>y</translation>
    </message>
    <message>
        <source>or</source>
        <translation>o</translation>
    </message>
    <message>
        <source>first element</source>
        <translation>primer elemento</translation>
    </message>
    <message>
        <source>is</source>
        <translation>es</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>no es</translation>
    </message>
    <message>
        <source>has this text</source>
        <translation>contiene este texto</translation>
    </message>
    <message>
        <source>fits a regular expression</source>
        <translation>coincide con una expresión regular</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>es mayor que</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>es al menos</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>es menor que</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>es como máximo</translation>
    </message>
    <message>
        <source>none of those it was for</source>
        <translation>ninguno de aquellos a los que iba dirigido</translation>
    </message>
    <message>
        <source>some of them</source>
        <translation>algunos de ellos</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>todos ellos</translation>
    </message>
    <message>
        <source>some have not taken it yet</source>
        <translation>algunos aún no lo han aceptado</translation>
    </message>
    <message>
        <source>some will not get it</source>
        <translation>algunos no lo recibirán</translation>
    </message>
    <message>
        <source>some were too slow for it</source>
        <translation>algunos fueron demasiado lentos para él</translation>
    </message>
    <message>
        <source>some went before it was sent</source>
        <translation>algunos se fueron antes de que se enviara</translation>
    </message>
    <message>
        <source>it has a reply, or is one</source>
        <translation>tiene una respuesta, o lo es</translation>
    </message>
    <message>
        <source>it has no reply so far</source>
        <translation>aún no tiene respuesta</translation>
    </message>
    <message>
        <source>the reply reports an error</source>
        <translation>la respuesta notifica un error</translation>
    </message>
    <message>
        <source>one minute ago</source>
        <translation>hace un minuto</translation>
    </message>
    <message>
        <source>five minutes ago</source>
        <translation>hace cinco minutos</translation>
    </message>
    <message>
        <source>one hour ago</source>
        <translation>hace una hora</translation>
    </message>
    <message>
        <source>the broker itself</source>
        <translation>el propio broker</translation>
    </message>
    <message>
        <source>To compare, write == instead of =.</source>
        <translation>Para comparar, escriba == en lugar de =.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; instead of &amp;.</source>
        <translation>Entre dos condiciones, escriba &amp;&amp; en lugar de &amp;.</translation>
    </message>
    <message>
        <source>Between two conditions write || instead of |.</source>
        <translation>Entre dos condiciones, escriba || en lugar de |.</translation>
    </message>
    <message>
        <source>The quote is never closed.</source>
        <translation>Las comillas no se cierran.</translation>
    </message>
    <message>
        <source>The filter is too long: it may have %1 characters.</source>
        <translation>El filtro es demasiado largo: el máximo es de %1 caracteres.</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>El filtro tiene demasiados niveles de anidamiento.</translation>
    </message>
    <message>
        <source>There is no ( for this ).</source>
        <translation>No hay ningún ( para este ).</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>Este ( no se cierra.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; or ||.</source>
        <translation>Entre dos condiciones, escriba &amp;&amp; o ||.</translation>
    </message>
    <message>
        <source>This is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0].</source>
        <translation>Esto no es una ruta. Escriba payload.name, payload.&quot;any name&quot; o payload.list[0].</translation>
    </message>
    <message>
        <source>There is no field %1. Members of the payload are written payload.%1.</source>
        <translation>No existe el campo %1. Los miembros del payload se escriben payload.%1.</translation>
    </message>
    <message>
        <source>There is no field %1. Is %2 meant?</source>
        <translation>No existe el campo %1. ¿Quiso decir %2?</translation>
    </message>
    <message>
        <source>Here only == != &lt; &lt;= &gt; &gt;= can be used.</source>
        <translation>Aquí solo se puede usar == != &lt; &lt;= &gt; &gt;=.</translation>
    </message>
    <message>
        <source>%1 can be compared by == and != only.</source>
        <translation>%1 solo se puede comparar con == y !=.</translation>
    </message>
    <message>
        <source>After %1 a value must follow, such as %2.</source>
        <translation>Después de %1 debe haber un valor, como %2.</translation>
    </message>
    <message>
        <source>A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow or connection-lost.</source>
        <translation>Debe seguir un número de destinatarios, o nobody, partly, all, queued, dropped, too-slow o connection-lost.</translation>
    </message>
    <message>
        <source>A size must follow, such as 200 or 4KiB.</source>
        <translation>Debe seguir un tamaño, como 200 o 4KiB.</translation>
    </message>
    <message>
        <source>A duration must follow, such as 250, 250ms, 1.5s or 2m.</source>
        <translation>Debe seguir una duración, como 250, 250ms, 1.5s o 2m.</translation>
    </message>
    <message>
        <source>One of answered, unanswered and error must follow.</source>
        <translation>Debe seguir answered, unanswered o error.</translation>
    </message>
    <message>
        <source>A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.</source>
        <translation>Debe seguir una hora, como 12:01:02.5, 2026-01-28T12:01 o -5m.</translation>
    </message>
    <message>
        <source>Kinds of messages are %1.</source>
        <translation>Las clases de mensajes son %1.</translation>
    </message>
    <message>
        <source>Not a regular expression: %1.</source>
        <translation>No es una expresión regular: %1.</translation>
    </message>
    <message>
        <source>After %1 a condition must follow.</source>
        <translation>Después de %1 debe haber una condición.</translation>
    </message>
    <message>
        <source>Before %1 a field must stand, such as type or payload.name.</source>
        <translation>Antes de %1 debe haber un campo, como type o payload.name.</translation>
    </message>
    <message>
        <source>Before %1 a condition must stand.</source>
        <translation>Antes de %1 debe haber una condición.</translation>
    </message>
    <message>
        <source>the message has this text, in upper or lower case</source>
        <translation>el mensaje contiene este texto, en mayúsculas o minúsculas</translation>
    </message>
    <message>
        <source>it has both</source>
        <translation>contiene ambas</translation>
    </message>
    <message>
        <source>it has these words, one behind the other</source>
        <translation>contiene estas palabras, una detrás de otra</translation>
    </message>
    <message>
        <source>the type is exactly this</source>
        <translation>el tipo es exactamente este</translation>
    </message>
    <message>
        <source>the type fits a regular expression</source>
        <translation>el tipo coincide con una expresión regular</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>se cumplen ambas</translation>
    </message>
    <message>
        <source>it was sent to nobody</source>
        <translation>no se envió a nadie</translation>
    </message>
    <message>
        <source>somebody will not get it</source>
        <translation>alguien no lo recibirá</translation>
    </message>
    <message>
        <source>a request without a reply so far</source>
        <translation>una solicitud sin respuesta hasta ahora</translation>
    </message>
    <message>
        <source>the reply took longer</source>
        <translation>la respuesta tardó más</translation>
    </message>
    <message>
        <source>one of the two holds</source>
        <translation>se cumple una de las dos</translation>
    </message>
    <message>
        <source>the payload has such a member</source>
        <translation>el payload tiene ese miembro</translation>
    </message>
    <message>
        <source>names that are not words are quoted</source>
        <translation>los nombres que no son palabras van entre comillas</translation>
    </message>
    <message>
        <source>a number inside the payload</source>
        <translation>un número dentro del payload</translation>
    </message>
    <message>
        <source>it does not hold</source>
        <translation>no se cumple</translation>
    </message>
    <message>
        <source>of the last five minutes</source>
        <translation>de los últimos cinco minutos</translation>
    </message>
    <message>
        <source>the sender; the broker&apos;s own are from system</source>
        <translation>el remitente; los del propio broker son de system</translation>
    </message>
    <message>
        <source>id of the receiver</source>
        <translation>ID del destinatario</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error, ping or rejected</source>
        <translation>broadcast, routed, system, error, ping o rejected</translation>
    </message>
    <message>
        <source>how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, connection-lost</source>
        <translation>a cuántos se envió; o nobody, partly, all, queued, dropped, too-slow, connection-lost</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s; the id of its sender</source>
        <translation>el tiempo hasta la respuesta, en ms o como 1.5s; el ID de su remitente</translation>
    </message>
    <message>
        <source>in bytes: 200, 4KiB, 1.5MB</source>
        <translation>en bytes: 200, 4KiB, 1.5MB</translation>
    </message>
    <message>
        <source>12:01:02.5 today, 2026-01-28T12:01, -5m before now</source>
        <translation>12:01:02.5 de hoy, 2026-01-28T12:01, o -5m desde ahora hacia atrás</translation>
    </message>
    <message>
        <source>your marks and comments on messages</source>
        <translation>sus marcas y comentarios en los mensajes</translation>
    </message>
    <message>
        <source>the whole message, as it was on the wire</source>
        <translation>el mensaje completo, tal como se transmitió</translation>
    </message>
    <message>
        <source>the message&apos;s own id, and anything else in it</source>
        <translation>el ID propio del mensaje y cualquier otra cosa que contenga</translation>
    </message>
    <message>
        <source>is, is not; != holds where the field is missing</source>
        <translation>es, no es; != se cumple también si falta el campo</translation>
    </message>
    <message>
        <source>numbers, sizes, times; text by its letters</source>
        <translation>números, tamaños, horas; el texto, por sus letras</translation>
    </message>
    <message>
        <source>has this text, in upper or lower case</source>
        <translation>contiene este texto, en mayúsculas o minúsculas</translation>
    </message>
    <message>
        <source>fits a regular expression; (?i) ignores the case of letters</source>
        <translation>coincide con una expresión regular; (?i) no distingue mayúsculas de minúsculas</translation>
    </message>
    <message>
        <source>and, or, not; the words may be used too</source>
        <translation>y, o, no; también se pueden usar las palabras and, or, not</translation>
    </message>
    <message>
        <source>conditions inside are checked first</source>
        <translation>las condiciones de dentro se comprueban primero</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
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
        <translation>No encontrado</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <extracomment>The number of a place that was found, of all that were found</extracomment>
        <translation>%1 de más de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>Buscar en el mensaje</translation>
    </message>
    <message>
        <source>Found places</source>
        <translation>Coincidencias</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Coincidencia anterior (Mayús+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Coincidencia siguiente (F3)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Cerrar la búsqueda (Esc)</translation>
    </message>
</context>
<context>
    <name>broadcaster::HelpDialog</name>
    <message>
        <source>Filter language</source>
        <translation>Lenguaje de filtros</translation>
    </message>
</context>
<context>
    <name>broadcaster::ImageView</name>
    <message>
        <source>Image in the message</source>
        <translation>Imagen del mensaje</translation>
    </message>
    <message>
        <source>This installation of Qt cannot read images of the type %1.</source>
        <translation>Esta instalación de Qt no puede leer imágenes de tipo %1.</translation>
    </message>
    <message>
        <source>This image is damaged.</source>
        <translation>Esta imagen está dañada.</translation>
    </message>
    <message>
        <source>This image has %1 × %2 pixels. It is not shown, because it would take too much memory.</source>
        <translation>Esta imagen tiene %1 × %2 píxeles. No se muestra, porque ocuparía demasiada memoria.</translation>
    </message>
</context>
<context>
    <name>broadcaster::IssuedKeyDialog</name>
    <message>
        <source>API key</source>
        <translation>clave API</translation>
    </message>
    <message>
        <source>URL with key</source>
        <translation>URL con clave</translation>
    </message>
    <message>
        <source>API key issued</source>
        <translation>Clave API emitida</translation>
    </message>
    <message>
        <source>The key of the project %1</source>
        <translation>La clave del proyecto %1</translation>
    </message>
    <message>
        <source>This key is shown only now. Store it: it cannot be shown again.</source>
        <translation>Esta clave se muestra solo ahora. Guárdela: no se puede volver a mostrar.</translation>
    </message>
    <message>
        <source>Clients add &amp;apiKey= and the key to their URL, or send it in the header x-api-key.</source>
        <translation>Los clientes añaden &amp;apiKey= y la clave a su URL, o la envían en el encabezado x-api-key.</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>Ya la he guardado</translation>
    </message>
    <message>
        <source>Type of the client</source>
        <translation>Tipo de cliente</translation>
    </message>
    <message>
        <source>Copy URL with key</source>
        <translation>Copiar URL con clave</translation>
    </message>
    <message>
        <source>The URL contains the key: everybody who has the URL can connect</source>
        <translation>La URL contiene la clave: quien tenga la URL puede conectarse</translation>
    </message>
    <message>
        <source>URL for a client of type</source>
        <translation>URL para un cliente de tipo</translation>
    </message>
    <message>
        <source>Close without storing the key?</source>
        <translation>¿Cerrar sin guardar la clave?</translation>
    </message>
    <message>
        <source>It cannot be shown again. If it is lost, revoke it and issue another.</source>
        <translation>No se puede volver a mostrar. Si se pierde, revóquela y emita otra.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>Formatear</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>Mensaje para enviar</translation>
    </message>
    <message>
        <source>Indent the text anew (%1)</source>
        <translation>Sangrar de nuevo el texto (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonErrorText</name>
    <message>
        <source>there is no text</source>
        <translation>no hay texto</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>el texto termina demasiado pronto</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>aquí se espera un valor</translation>
    </message>
    <message>
        <source>a name in double quotes is expected here</source>
        <translation>aquí se espera un nombre entre comillas dobles</translation>
    </message>
    <message>
        <source>a colon is expected here</source>
        <translation>aquí se esperan dos puntos</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is expected here</source>
        <translation>aquí se espera una coma, un corchete o una llave de cierre</translation>
    </message>
    <message>
        <source>this is not a JSON number</source>
        <translation>esto no es un número JSON</translation>
    </message>
    <message>
        <source>this is not a JSON escape</source>
        <translation>esto no es una secuencia de escape JSON</translation>
    </message>
    <message>
        <source>a line break or another control character must be escaped here</source>
        <translation>aquí hay que escapar un salto de línea u otro carácter de control</translation>
    </message>
    <message>
        <source>nothing may follow the end</source>
        <translation>no puede haber nada después del final</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>estos bytes no son UTF-8</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>anidado a más de %1 niveles</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Línea %1, columna %2: %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>Sobre</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeView</name>
    <message>
        <source>No message is selected.</source>
        <translation>No hay ningún mensaje seleccionado.</translation>
    </message>
    <message>
        <source>Message as a tree</source>
        <translation>Mensaje como árbol</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Filtrar por esto</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Excluir esto</translation>
    </message>
    <message>
        <source>Show as column</source>
        <translation>Mostrar como columna</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copiar ruta</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copiar valor</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>Expandir todo lo de debajo</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Contraer todo</translation>
    </message>
    <message>
        <source>This is not JSON. %1.</source>
        <translation>Esto no es JSON. %1.</translation>
    </message>
    <message>
        <source>There is nothing in this message.</source>
        <translation>No hay nada en este mensaje.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptButton</name>
    <message>
        <source>How many messages are kept. Click to change it.</source>
        <translation>Cuántos mensajes se conservan. Haga clic para cambiarlo.</translation>
    </message>
    <message>
        <source>%1 of %2 kept, %3 of %4</source>
        <extracomment>Messages kept, most that are; memory taken, most that is</extracomment>
        <translation>%1 de %2 conservados, %3 de %4</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptPopUp</name>
    <message>
        <source>Messages kept</source>
        <translation>Mensajes conservados</translation>
    </message>
    <message>
        <source>Messages kept at most</source>
        <translation>Máximo de mensajes conservados</translation>
    </message>
    <message>
        <source>Memory they take at most, in MiB</source>
        <translation>Memoria máxima que ocupan, en MiB</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>The oldest messages go first. At least %1 messages and %2 MiB can be kept.</source>
        <translation>Los mensajes más antiguos se quitan primero. El mínimo es de %1 mensajes y %2 MiB.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message>
        <source>No key was issued. %1</source>
        <translation>No se emitió ninguna clave. %1</translation>
    </message>
    <message>
        <source>No key was issued to %1. %2</source>
        <translation>No se emitió ninguna clave para %1. %2</translation>
    </message>
    <message>
        <source>%1 had a key a moment ago. Issue it again.</source>
        <translation>%1 tenía una clave hace un momento. Emítala de nuevo.</translation>
    </message>
    <message>
        <source>Replace the key of %1?</source>
        <translation>¿Reemplazar la clave de %1?</translation>
    </message>
    <message>
        <source>The project has an active key since %1, and can have only one. Replacing it closes the connections that use it, and nobody can connect with it any more.</source>
        <translation>El proyecto tiene una clave activa desde %1, y solo puede tener una. Al reemplazarla se cierran las conexiones que la usan, y nadie podrá volver a conectarse con ella.</translation>
    </message>
    <message>
        <source>Revoke and issue</source>
        <translation>Revocar y emitir</translation>
    </message>
    <message>
        <source>The key of %1 was not revoked. %2</source>
        <translation>No se revocó la clave de %1. %2</translation>
    </message>
    <message>
        <source>No connection uses it now.</source>
        <translation>Ninguna conexión la usa ahora.</translation>
    </message>
    <message>
        <source>1 connection that uses it will be closed.</source>
        <translation>Se cerrará 1 conexión que la usa.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>Se cerrará %Ln conexión que la usa.</numerusform>
            <numerusform>Se cerrarán %Ln conexiones que la usan.</numerusform>
        </translation>
    </message>
    <message>
        <source>The project requires a key: nobody can connect until you issue another.</source>
        <translation>El proyecto exige una clave: nadie podrá conectarse hasta que emita otra.</translation>
    </message>
    <message>
        <source>Nobody can connect with it any more. This cannot be undone.</source>
        <translation>Nadie podrá volver a conectarse con ella. Esto no se puede deshacer.</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>¿Revocar la clave de %1?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revocar</translation>
    </message>
    <message>
        <source>Require a key for %1?</source>
        <translation>¿Exigir una clave para %1?</translation>
    </message>
    <message>
        <source>Clients without the key are refused from now on. Those connected stay.</source>
        <translation>Desde ahora se rechazan los clientes sin la clave. Los ya conectados permanecen.</translation>
    </message>
    <message>
        <source>Clients without a key are refused from now on, and this project has none: nobody can connect until you issue one. Those connected stay.</source>
        <translation>Desde ahora se rechazan los clientes sin clave, y este proyecto no tiene ninguna: nadie podrá conectarse hasta que emita una. Los ya conectados permanecen.</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Exigir clave</translation>
    </message>
    <message>
        <source>No longer require a key for %1?</source>
        <translation>¿Dejar de exigir una clave para %1?</translation>
    </message>
    <message>
        <source>Every client that reaches the broker can join the project from now on.</source>
        <translation>Desde ahora, cualquier cliente que acceda al broker puede unirse al proyecto.</translation>
    </message>
    <message>
        <source>Require none</source>
        <translation>No exigirla</translation>
    </message>
    <message>
        <source>The setting of %1 was not changed. %2</source>
        <translation>No se cambió el ajuste de %1. %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeySection</name>
    <message>
        <source>Service key</source>
        <translation>Clave de servicio</translation>
    </message>
    <message>
        <source>Needed to manage keys over HTTP, not in this window.</source>
        <translation>Necesaria para administrar claves por HTTP, no en esta ventana.</translation>
    </message>
    <message>
        <source>Remove the service key</source>
        <translation>Quitar la clave de servicio</translation>
    </message>
    <message>
        <source>new service key</source>
        <translation>nueva clave de servicio</translation>
    </message>
    <message>
        <source>New service key</source>
        <translation>Nueva clave de servicio</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Generar</translation>
    </message>
    <message>
        <source>Generate a service key</source>
        <translation>Generar una clave de servicio</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>Como máximo %1 bytes.</translation>
    </message>
    <message>
        <source>Use letters, digits and signs of ASCII only, without spaces.</source>
        <translation>Use solo letras, dígitos y signos de ASCII, sin espacios.</translation>
    </message>
    <message>
        <source>A service key is set.</source>
        <translation>Hay una clave de servicio configurada.</translation>
    </message>
    <message>
        <source>No service key is set: those calls answer 503.</source>
        <translation>No hay clave de servicio configurada: esas llamadas responden 503.</translation>
    </message>
    <message>
        <source>Copy it now: once applied it is not shown again.</source>
        <translation>Cópiela ahora: una vez aplicada, no se vuelve a mostrar.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysModel</name>
    <message>
        <source>not required</source>
        <translation>no exigida</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>sin clave</translation>
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
        <translation>Sus clientes se conectan con la clave</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>How the key begins: the rest is not kept</source>
        <translation>Cómo empieza la clave: el resto no se guarda</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Description given when it was issued</source>
        <translation>Descripción indicada al emitirla</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Clients connected with the key now</source>
        <translation>Clientes conectados ahora con la clave</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>When it was issued</source>
        <translation>Cuándo se emitió</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>When a client last connected with it</source>
        <translation>Última vez que un cliente se conectó con ella</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Último uso</translation>
    </message>
    <message>
        <source>Issuer by their own account</source>
        <translation>Quién la emitió, según declaró</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>Creada por</translation>
    </message>
    <message>
        <source>Whether clients without the key are refused</source>
        <translation>Si se rechazan los clientes sin la clave</translation>
    </message>
    <message>
        <source>Key required</source>
        <translation>Clave exigida</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>Claves API</translation>
    </message>
    <message>
        <source>Issue key…</source>
        <translation>Emitir clave…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Revocar…</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Exigir clave</translation>
    </message>
    <message>
        <source>Refuse clients of the selected project without a key</source>
        <translation>Rechazar a los clientes del proyecto seleccionado que no tengan clave</translation>
    </message>
    <message>
        <source>Copy prefix</source>
        <translation>Copiar prefijo</translation>
    </message>
    <message>
        <source>Copy project</source>
        <translation>Copiar proyecto</translation>
    </message>
    <message>
        <source>Projects and their API keys</source>
        <translation>Proyectos y sus claves API</translation>
    </message>
    <message>
        <source>Reading the keys</source>
        <translation>Leyendo las claves</translation>
    </message>
    <message>
        <source>No project has a key yet</source>
        <translation>Ningún proyecto tiene clave todavía</translation>
    </message>
    <message>
        <source>Without a key, every client that reaches the broker can join any project. Issue a key to a project, give it to its clients, and require it: from then on, clients without it are refused.</source>
        <translation>Sin clave, cualquier cliente que acceda al broker puede unirse a cualquier proyecto. Emita una clave para un proyecto, désela a sus clientes y exíjala: desde entonces se rechazan los clientes que no la tengan.</translation>
    </message>
    <message>
        <source>This window may not see API keys</source>
        <translation>Esta ventana no puede ver las claves API</translation>
    </message>
    <message>
        <source>The keys cannot be read. %1</source>
        <translation>No se pueden leer las claves. %1</translation>
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
        <translation>Examinar…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Examinar: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number, its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each must be %1. Commas stand between them, at most %2.</source>
        <translation>Cada uno debe ser %1. Se separan con comas; máximo %2.</translation>
    </message>
    <message>
        <source>Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.</source>
        <translation>Debe estar entre %1 y %2, escrito como 65536, 64 KiB o 16 MiB.</translation>
    </message>
    <message>
        <source>Must be whole seconds, %1 to %2.</source>
        <translation>Debe ser un número entero de segundos, entre %1 y %2.</translation>
    </message>
    <message>
        <source>Must be a whole number from %1 to %2.</source>
        <translation>Debe ser un número entero entre %1 y %2.</translation>
    </message>
    <message>
        <source>%1 %2 to %3, default %4.</source>
        <comment>an explanation, then the bounds</comment>
        <translation>%1 De %2 a %3; valor predeterminado: %4.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkActions</name>
    <message>
        <source>Try now</source>
        <translation>Intentar ahora</translation>
    </message>
    <message>
        <source>Give a key…</source>
        <translation>Indicar una clave…</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>Confiar en este certificado…</translation>
    </message>
    <message>
        <source>&amp;Connect to broker…</source>
        <translation>&amp;Conectar a un broker…</translation>
    </message>
    <message>
        <source>&amp;Band colour</source>
        <translation>C&amp;olor de la banda</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkBand</name>
    <message>
        <source>%1, looking only</source>
        <translation>%1, solo ver</translation>
    </message>
    <message>
        <source>Machine %1, version %2</source>
        <translation>Equipo %1, versión %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkPage</name>
    <message>
        <source>Not connected</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Connect to a broker to see its clients and its traffic.</source>
        <translation>Conéctese a un broker para ver sus clientes y su tráfico.</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Sin conexión con %1</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Conectando con %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkText</name>
    <message>
        <source>The certificate of %1 is for another name, %2. Connect by that name.</source>
        <translation>El certificado de %1 es para otro nombre, %2. Conéctese con ese nombre.</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust. It was renewed, or somebody stands between.
SHA-256: %2</source>
        <translation>%1 presenta un certificado distinto del de confianza. Se renovó, o hay alguien en medio.
SHA-256: %2</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1 (%2).
SHA-256: %3</source>
        <translation>Ninguna autoridad de confianza de este equipo responde por el certificado de %1 (%2).
SHA-256: %3</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>No answer since %1</source>
        <translation>Sin respuesta desde las %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>No connection since %1</source>
        <translation>Sin conexión desde las %1</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>Se cortó la conexión con %1.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Check that the broker runs, and host and port.</source>
        <translation>No se puede acceder a %1: %2. Compruebe que el broker esté en marcha y que el host y el puerto sean correctos.</translation>
    </message>
    <message>
        <source>The proxy at %1 does not reach the broker. Check that the broker runs.</source>
        <translation>El proxy de %1 no llega al broker. Compruebe que el broker esté en marcha.</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a broker, or one without a console. Check host and port.</source>
        <translation>%1 responde, pero no es un broker, o es uno sin consola. Compruebe el host y el puerto.</translation>
    </message>
    <message>
        <source>%1 wants its service key, or its viewer key to look only.</source>
        <translation>%1 pide su clave de servicio, o su clave de lectura para solo ver.</translation>
    </message>
    <message>
        <source>The broker does not accept this key. Give its service key or its viewer key.</source>
        <translation>El broker no acepta esta clave. Indique su clave de servicio o su clave de lectura.</translation>
    </message>
    <message>
        <source>The broker speaks another version of the console protocol. Use the program of the broker&apos;s version.</source>
        <translation>El broker habla otra versión del protocolo de la consola. Use el programa de la misma versión que el broker.</translation>
    </message>
    <message>
        <source>The broker is about to stop, or has as many consoles as it may have.</source>
        <translation>El broker está a punto de detenerse, o tiene ya el máximo de consolas.</translation>
    </message>
    <message>
        <source>The broker does not answer to this name. Allow it there with --allow-host.</source>
        <translation>El broker no responde a este nombre. Permítalo allí con --allow-host.</translation>
    </message>
    <message>
        <source>Too many wrong keys came from here. The broker waits before it looks at the next one.</source>
        <translation>Desde aquí llegaron demasiadas claves incorrectas. El broker espera antes de mirar la siguiente.</translation>
    </message>
    <message>
        <source>The broker has stopped.</source>
        <translation>El broker se ha detenido.</translation>
    </message>
    <message>
        <source>The broker closed the connection, because it was not read.</source>
        <translation>El broker cerró la conexión, porque no se leía.</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>Reintentando…</translation>
    </message>
    <message>
        <source>Next attempt in %1 s.</source>
        <translation>Próximo intento en %1 s.</translation>
    </message>
    <message>
        <source>%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. Otherwise the broker speaks another version of the console protocol: use the program of the broker&apos;s version.</source>
        <translation>%1 ha rechazado una conexión sin TLS. Puede que sea un puerto con TLS: conéctese con wss://. Si no, el broker habla otra versión del protocolo de la consola: use el programa de la misma versión que el broker.</translation>
    </message>
    <message>
        <source>%1 does not take TLS (%2). If it is a port without TLS, connect by ws://.</source>
        <translation>%1 no acepta TLS (%2). Si es un puerto sin TLS, conéctese con ws://.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListenField</name>
    <message>
        <source>This machine only (127.0.0.1)</source>
        <translation>Solo este equipo (127.0.0.1)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 (0.0.0.0)</source>
        <translation>También otros equipos, por IPv4 (0.0.0.0)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)</source>
        <translation>También otros equipos, por IPv4 e IPv6 (0.0.0.0 y ::)</translation>
    </message>
    <message>
        <source>Specific addresses, one per line</source>
        <translation>Direcciones concretas, una por línea</translation>
    </message>
    <message>
        <source>Addresses to listen on, one per line</source>
        <translation>Direcciones en las que escuchar, una por línea</translation>
    </message>
    <message>
        <source>Give at least one address.</source>
        <translation>Indique al menos una dirección.</translation>
    </message>
    <message>
        <source>%1 addresses at most.</source>
        <translation>Como máximo %1 direcciones.</translation>
    </message>
    <message>
        <source>“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.</source>
        <translation>«%1» no es una dirección IP, como 127.0.0.1, ::1 o 192.168.1.7.</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>«%1» aparece dos veces.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListeningSection</name>
    <message>
        <source>Listening</source>
        <translation>Escucha</translation>
    </message>
    <message>
        <source>Changes apply at once. Connected clients stay connected.</source>
        <translation>Los cambios se aplican de inmediato. Los clientes conectados siguen conectados.</translation>
    </message>
    <message>
        <source>Use any free port</source>
        <translation>Usar cualquier puerto libre</translation>
    </message>
    <message>
        <source>Other machines can connect, and nothing is encrypted: set a certificate under TLS, or put a proxy that speaks TLS before the broker.</source>
        <translation>Otros equipos pueden conectarse y nada va cifrado: configure un certificado en TLS o ponga delante del broker un proxy que hable TLS.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LiveUsage</name>
    <message>
        <source>Live figures</source>
        <translation>Cifras en vivo</translation>
    </message>
    <message>
        <source>Messages from clients, pings and rejected ones included</source>
        <translation>Mensajes de clientes, incluidos los pings y los rechazados</translation>
    </message>
    <message>
        <source>Size of the messages from clients, without frame headers</source>
        <translation>Tamaño de los mensajes de clientes, sin los encabezados de los frames</translation>
    </message>
    <message>
        <source>Messages that were invalid, or above the rate of their client</source>
        <translation>Mensajes no válidos o que superaban la tasa de su cliente</translation>
    </message>
    <message>
        <source>Live figures by project</source>
        <translation>Cifras en vivo por proyecto</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>mensajes</translation>
    </message>
    <message>
        <source>received</source>
        <translation>recibidos</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>no entregados</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rechazados</translation>
    </message>
    <message>
        <source>For a client or a type that nobody had: %1
Dropped at a client that was too slow or lost its connection: %2</source>
        <translation>Para un cliente o un tipo que nadie tenía: %1
Descartados en un cliente demasiado lento o que perdió su conexión: %2</translation>
    </message>
    <message>
        <source>Since the broker started. These figures are not in the database.</source>
        <translation>Desde que se inició el broker. Estas cifras no están en la base de datos.</translation>
    </message>
    <message>
        <source>Since the first client came. Without clients for %1, the project is forgotten, and its figures begin anew.</source>
        <translation>Desde que llegó el primer cliente. Tras %1 sin clientes, el proyecto se olvida y sus cifras empiezan de nuevo.</translation>
    </message>
    <message>
        <source>The broker is not running.</source>
        <translation>El broker no está en marcha.</translation>
    </message>
    <message>
        <source>The first figures are here in a second.</source>
        <translation>Las primeras cifras llegan en un segundo.</translation>
    </message>
    <message>
        <source>Messages per second: now %1, at most %2 in the last 5 minutes.</source>
        <translation>Mensajes por segundo: ahora %1, como máximo %2 en los últimos 5 minutos.</translation>
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
        <translation>error</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Módulo</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogView</name>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>Nivel mínimo mostrado</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Info y superiores</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Avisos y errores</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Solo errores</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Buscar en el registro</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Keeps the newest line in view</source>
        <translation>Mantiene a la vista la línea más reciente</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all that are shown</source>
        <translation>Copia las líneas seleccionadas, o todas las mostradas</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpiar</translation>
    </message>
    <message>
        <source>Clears the log in this window</source>
        <translation>Limpia el registro en esta ventana</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Líneas del registro</translation>
    </message>
    <message>
        <source>No line matches</source>
        <translation>Ninguna línea coincide</translation>
    </message>
    <message>
        <source>Nothing logged yet</source>
        <translation>Aún no hay nada registrado</translation>
    </message>
    <message>
        <source>Lines are hidden by the text to find or by the level.</source>
        <translation>El texto buscado o el nivel ocultan líneas.</translation>
    </message>
    <message>
        <source>Refused connections, closed clients and faults of the database appear here.</source>
        <translation>Aquí aparecen las conexiones rechazadas, los clientes cerrados y los fallos de la base de datos.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>¿Cerrar y desconectar %Ln cliente?</numerusform>
            <numerusform>¿Cerrar y desconectar %Ln clientes?</numerusform>
        </translation>
    </message>
    <message>
        <source>Close without applying the changes?</source>
        <translation>¿Cerrar sin aplicar los cambios?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>No volver a preguntar</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Tráfico</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversaciones</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>Claves API</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Clúster</translation>
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
        <translation>No se puede guardar el uso: %1</translation>
    </message>
    <message>
        <source>Change the language without applying the changes?</source>
        <translation>¿Cambiar el idioma sin aplicar los cambios?</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>Cambiar el idioma</translation>
    </message>
    <message>
        <source>The broker is part of this program and stops too.</source>
        <translation>El broker es parte de este programa y también se detiene.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MessageSender</name>
    <message>
        <source>Not sent: the broker is not running.</source>
        <translation>No enviado: el broker no está en marcha.</translation>
    </message>
    <message>
        <source>Not sent: a project and a text are needed.</source>
        <translation>No enviado: hacen falta un proyecto y un texto.</translation>
    </message>
    <message>
        <source>Not sent: it has %1, and the broker takes %2 at most.</source>
        <translation>No enviado: tiene %1, y el broker acepta como máximo %2.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Not sent: the broker stopped.</source>
        <translation>No enviado: el broker se detuvo.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>No enviado: %1</translation>
    </message>
    <message>
        <source>Sent %1, and rejected: %2</source>
        <translation>Enviado a las %1 y rechazado: %2</translation>
    </message>
    <message>
        <source>Sent %1, and rejected</source>
        <translation>Enviado a las %1 y rechazado</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>Enviado a las %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewKeyDialog</name>
    <message>
        <source>Issue an API key</source>
        <translation>Emitir una clave API</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Its users and its purpose</source>
        <translation>Quién la usa y para qué</translation>
    </message>
    <message>
        <source>Issue key</source>
        <translation>Emitir clave</translation>
    </message>
    <message>
        <source>Clients of the project connect with it. The key is shown once, when it is issued.</source>
        <translation>Los clientes del proyecto se conectan con ella. La clave se muestra una sola vez, al emitirla.</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Proyecto</translation>
    </message>
    <message>
        <source>&amp;Description, optional</source>
        <translation>&amp;Descripción, opcional</translation>
    </message>
    <message>
        <source>Name the project that the key is for.</source>
        <translation>Indique el proyecto al que corresponde la clave.</translation>
    </message>
    <message>
        <source>The name has %1 bytes of UTF-8, the most is %2.</source>
        <translation>El nombre tiene %1 bytes de UTF-8; el máximo es %2.</translation>
    </message>
    <message>
        <source>The name has a control character, which is not allowed.</source>
        <translation>El nombre contiene un carácter de control, que no está permitido.</translation>
    </message>
    <message>
        <source>The name begins or ends with a space. That makes it another project.</source>
        <translation>El nombre empieza o termina con un espacio. Eso lo convierte en otro proyecto.</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewRowsChip</name>
    <message>
        <source>New messages</source>
        <translation>Mensajes nuevos</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <extracomment>Messages that the user has not seen yet</extracomment>
        <translation>%1 en espera</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>Nuevos: %1</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Continuar con los mensajes que han llegado entretanto</translation>
    </message>
    <message>
        <source>Go to the newest message and follow</source>
        <translation>Ir al mensaje más reciente y seguir</translation>
    </message>
</context>
<context>
    <name>broadcaster::ObstacleText</name>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>No hay conexión con el broker.</translation>
    </message>
    <message>
        <source>The key of this window allows looking only. Connect with the service key.</source>
        <translation>La clave de esta ventana solo permite ver. Conéctese con la clave de servicio.</translation>
    </message>
    <message>
        <source>The broker is of a version that does not have this.</source>
        <translation>El broker es de una versión que no tiene esto.</translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message>
        <source>Browser access</source>
        <translation>Acceso de navegadores</translation>
    </message>
    <message>
        <source>Pages of this machine may connect; other pages only if their origin is allowed.</source>
        <translation>Las páginas de este equipo pueden conectarse; otras, solo si su origen está permitido.</translation>
    </message>
    <message>
        <source>No other page has tried to connect.</source>
        <translation>Ninguna otra página ha intentado conectarse.</translation>
    </message>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>rechazado %Ln vez</numerusform>
            <numerusform>rechazado %Ln veces</numerusform>
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
        <translation>¿Dejar que se conecte cualquier sitio web?</translation>
    </message>
    <message>
        <source>Browsers send the origin null for empty tabs, local files and sandboxed frames, and any web site can have such a frame. To try something out, open the broker&apos;s own page instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.</source>
        <translation>Los navegadores envían el origen null para pestañas vacías, archivos locales y frames aislados (sandbox), y cualquier sitio web puede tener un frame así. Para probar algo, abra en su lugar la página del propio broker, como http://127.0.0.1:8787/: su dirección está en «Conectar», en esta página.</translation>
    </message>
    <message>
        <source>Allow every web site</source>
        <translation>Permitir todos los sitios web</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectEdit</name>
    <message>
        <source>Known projects</source>
        <translation>Proyectos conocidos</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message>
        <source>Scale: 0 to %1. Each line is ten times the one below.</source>
        <translation>Escala: de 0 a %1. Cada línea es diez veces la de debajo.</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Todos los proyectos</translation>
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
        <translation>Mensajes: ahora %1, como máximo %2 en el último minuto</translation>
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
        <translation>Mensajes por segundo</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>sin medir</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawText</name>
    <message>
        <source>Message as text</source>
        <translation>Mensaje como texto</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Seleccionar todo</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawView</name>
    <message>
        <source>Indented</source>
        <translation>Con sangría</translation>
    </message>
    <message>
        <source>Off: every byte as it was on the wire</source>
        <translation>Desactivado: cada byte tal como se transmitió</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copiar todo</translation>
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
        <translation>Tamaño</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message>
        <source>All messages</source>
        <translation>Todos los mensajes</translation>
    </message>
    <message>
        <source>Received message as a tree</source>
        <translation>Mensaje recibido como árbol</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Limpiar la lista</translation>
    </message>
    <message>
        <source>Clear the list of received messages</source>
        <translation>Limpiar la lista de mensajes recibidos</translation>
    </message>
    <message>
        <source>Show all received messages</source>
        <translation>Mostrar todos los mensajes recibidos</translation>
    </message>
    <message>
        <source>An admin client gets a copy of every message of its project that names a receiver. Unticked, only replies to your messages are listed: those to your client, and those with an id of a message that you sent.</source>
        <translation>Un cliente admin recibe una copia de cada mensaje de su proyecto que nombra a un destinatario. Si no está marcada, solo se muestran las respuestas a sus mensajes: las dirigidas a su cliente y las que llevan el id de un mensaje que usted envió.</translation>
    </message>
    <message>
        <source>Received messages</source>
        <translation>Mensajes recibidos</translation>
    </message>
    <message>
        <source>Return opens a message, Escape closes it</source>
        <translation>Intro abre un mensaje, Esc lo cierra</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recibidos</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Received, the last %1 of %2</source>
        <translation>Recibidos, los últimos %1 de %2</translation>
    </message>
    <message>
        <source>Replies, the last %1 of %2</source>
        <translation>Respuestas, las últimas %1 de %2</translation>
    </message>
    <message>
        <source>Messages to you appear here.</source>
        <translation>Aquí aparecen los mensajes para usted.</translation>
    </message>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>Aún no hay respuesta a sus mensajes. Llegó %Ln mensaje más.</numerusform>
            <numerusform>Aún no hay respuesta a sus mensajes. Llegaron %Ln mensajes más.</numerusform>
        </translation>
    </message>
    <message>
        <source>Replies to your messages appear here.</source>
        <translation>Aquí aparecen las respuestas a sus mensajes.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RemoteWindow</name>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>¿Confiar en este certificado para %1?</translation>
    </message>
    <message>
        <source>Its SHA-256 is
%1

Compare it with what the broker&apos;s own machine says:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

From then on, this window accepts this certificate for this broker, and no other.</source>
        <translation>Su SHA-256 es
%1

Compárelo con lo que dice el propio equipo del broker:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICADO

Desde entonces, esta ventana acepta para este broker este certificado y ningún otro.</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Confiar</translation>
    </message>
    <message>
        <source>The keyring does not keep the key (%1), so you will be asked for it again.</source>
        <translation>El llavero no guarda la clave (%1), así que se le volverá a pedir.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RenameDialog</name>
    <message>
        <source>The client is no longer known.</source>
        <translation>El cliente ya no se conoce.</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>Un nombre tiene como máximo %1 caracteres.</translation>
    </message>
    <message>
        <source>The name has a character that cannot be seen.</source>
        <translation>El nombre contiene un carácter que no se ve.</translation>
    </message>
    <message>
        <source>Another client of the project has this name.</source>
        <translation>Otro cliente del proyecto se llama así.</translation>
    </message>
    <message>
        <source>Rename client</source>
        <translation>Renombrar cliente</translation>
    </message>
    <message>
        <source>&amp;Name of the client</source>
        <translation>&amp;Nombre del cliente</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 del proyecto %2</translation>
    </message>
    <message>
        <source>Only this window knows the name. An empty one brings the automatic name back. If the user agent names a program, its later connections get the name too.</source>
        <translation>Solo esta ventana conoce el nombre. Si se deja vacío, vuelve el automático. Si el user agent nombra un programa, sus conexiones posteriores también reciben el nombre.</translation>
    </message>
    <message>
        <source>Automatic name</source>
        <translation>Nombre automático</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message>
        <source>Reply times</source>
        <translation>Tiempos de respuesta</translation>
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
        <translation>sin respuestas</translation>
    </message>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1, p50 %2, %n respuesta</numerusform>
            <numerusform>p95 %1, p50 %2, %n respuestas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>, %n error</numerusform>
            <numerusform>, %n errores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message>
        <source>error in %1</source>
        <translation>error en %1</translation>
    </message>
    <message>
        <source>reply in %1</source>
        <translation>respuesta en %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1, %n respuesta</numerusform>
            <numerusform>%1, %n respuestas</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>fallida en %1</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>respondida en %1</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>sin respuesta</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>unanswered for %1</source>
        <translation>%1 sin respuesta</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>nadie conectado</translation>
    </message>
    <message>
        <source>receiver left</source>
        <translation>destinatario ausente</translation>
    </message>
    <message>
        <source>sender left</source>
        <translation>remitente ausente</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowFeatures</name>
    <message>
        <source>Colour rules…</source>
        <translation>Reglas de color…</translation>
    </message>
    <message>
        <source>Colour rows like this…</source>
        <translation>Colorear filas como esta…</translation>
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
        <translation>Marca siguiente</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Marca anterior</translation>
    </message>
    <message>
        <source>There is room for %1 marks and comments. Select fewer messages.</source>
        <translation>Caben %1 marcas y comentarios. Seleccione menos mensajes.</translation>
    </message>
    <message>
        <source>Some messages were not marked: there is room for %1 marks and comments.</source>
        <translation>Algunos mensajes no se marcaron: caben %1 marcas y comentarios.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln mensaje quedó sin comentario: ya no se conserva o no hay sitio.</numerusform>
            <numerusform>%Ln mensajes quedaron sin comentario: ya no se conservan o no hay sitio.</numerusform>
        </translation>
    </message>
    <message>
        <source>No shown message in this direction has a mark or a comment.</source>
        <translation>En esta dirección, ningún mensaje mostrado tiene marca ni comentario.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RuleText</name>
    <message>
        <source>A path must stand here, such as payload.requestId.</source>
        <translation>Aquí debe haber una ruta, como payload.requestId.</translation>
    </message>
    <message>
        <source>%1 is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0], or auto, id or next.</source>
        <translation>%1 no es una ruta. Escriba payload.name, payload.&quot;any name&quot; o payload.list[0], o bien auto, id o next.</translation>
    </message>
    <message>
        <source>The rule is too long: it may have %1 characters.</source>
        <translation>La regla es demasiado larga: el máximo es de %1 caracteres.</translation>
    </message>
    <message>
        <source>A rule may have %1 alternatives.</source>
        <translation>Una regla puede tener %1 alternativas.</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 ya aparece.</translation>
    </message>
    <message>
        <source>auto stands alone: it tries the usual alternatives by itself.</source>
        <translation>auto va solo: prueba por sí mismo las alternativas habituales.</translation>
    </message>
    <message>
        <source>next comes last: it finds a reply to every request.</source>
        <translation>next va al final: encuentra una respuesta para cada solicitud.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SaveFilterDialog</name>
    <message>
        <source>Another filter has this name.</source>
        <translation>Otro filtro se llama así.</translation>
    </message>
    <message>
        <source>The filter is too long to be saved: it may have %1 characters.</source>
        <translation>El filtro es demasiado largo para guardarlo: el máximo es de %1 caracteres.</translation>
    </message>
    <message>
        <source>Replaces the saved filter of this name.</source>
        <translation>Reemplaza el filtro guardado con este nombre.</translation>
    </message>
    <message>
        <source>There are %1 saved filters already. Delete one with a right-click on its button.</source>
        <translation>Ya hay %1 filtros guardados. Elimine uno haciendo clic derecho en su botón.</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Guardar filtro</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>Renombrar filtro</translation>
    </message>
    <message>
        <source>&amp;Name, shown as a button</source>
        <translation>&amp;Nombre, mostrado como botón</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedBar</name>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Name of the message</source>
        <translation>Nombre del mensaje</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>No message is saved yet</source>
        <translation>Aún no hay mensajes guardados</translation>
    </message>
    <message>
        <source>Save this message…</source>
        <translation>Guardar este mensaje…</translation>
    </message>
    <message>
        <source>New name of the message</source>
        <translation>Nuevo nombre del mensaje</translation>
    </message>
    <message>
        <source>Renamed to “%1”</source>
        <translation>Renombrado a «%1»</translation>
    </message>
    <message>
        <source>Replace the saved message “%1”?</source>
        <translation>¿Reemplazar el mensaje guardado «%1»?</translation>
    </message>
    <message>
        <source>Its text is lost.</source>
        <translation>Su texto se perderá.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Reemplazar</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>Guardado como «%1»</translation>
    </message>
    <message>
        <source>Delete the saved message “%1”?</source>
        <translation>¿Eliminar el mensaje guardado «%1»?</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>«%1» eliminado</translation>
    </message>
    <message>
        <source>The message needs a name.</source>
        <translation>El mensaje necesita un nombre.</translation>
    </message>
    <message>
        <source>Another message has this name.</source>
        <translation>Otro mensaje se llama así.</translation>
    </message>
    <message>
        <source>%1 messages are saved, which is the most. Delete one first.</source>
        <translation>Hay %1 mensajes guardados, que es el máximo. Elimine uno primero.</translation>
    </message>
    <message>
        <source>This message is too large to save (%1 of at most %2).</source>
        <translation>Este mensaje es demasiado grande para guardarlo (%1 de %2 como máximo).</translation>
    </message>
    <message>
        <source>All saved messages together may have %1. Delete one first.</source>
        <translation>Los mensajes guardados pueden ocupar %1 en total. Elimine uno primero.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedFiltersBar</name>
    <message>
        <source>Save filter…</source>
        <translation>Guardar filtro…</translation>
    </message>
    <message>
        <source>More saved filters</source>
        <translation>Más filtros guardados</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renombrar…</translation>
    </message>
    <message>
        <source>Replace by the present filter</source>
        <translation>Reemplazar por el filtro actual</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>A la izquierda</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>A la derecha</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
</context>
<context>
    <name>broadcaster::SectionPages</name>
    <message>
        <source>Sections</source>
        <translation>Secciones</translation>
    </message>
    <message>
        <source>%1: something is wrong here</source>
        <comment>a section</comment>
        <translation>%1: aquí hay algo mal</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceExport</name>
    <message>
        <source>A diagram has at most %1 messages as a file, and this one has %2. Filter the messages, or show one conversation.</source>
        <translation>Un diagrama puede tener como máximo %1 mensajes como archivo, y este tiene %2. Filtre los mensajes o muestre una sola conversación.</translation>
    </message>
    <message>
        <source>Mermaid draws at most %1 characters, and this diagram needs more. Filter the messages, or show one conversation.</source>
        <translation>Mermaid dibuja como máximo %1 caracteres, y este diagrama necesita más. Filtre los mensajes o muestre una sola conversación.</translation>
    </message>
    <message>
        <source>The picture would have %1 by %2 pixels, which is too many. Save it as SVG, or filter the messages.</source>
        <translation>La imagen tendría %1 por %2 píxeles, que son demasiados. Guárdela como SVG o filtre los mensajes.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder, and the room on the disk.</source>
        <translation>No se puede escribir %1. Compruebe la carpeta y el espacio en el disco.</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagrama de secuencia</translation>
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
        <translation>sin tipo</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>a nadie</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>receivers not recorded</source>
        <translation>destinatarios sin registrar</translation>
    </message>
    <message>
        <source>to %1 clients</source>
        <extracomment>A message has gone to that many clients, which are not shown one by one</extracomment>
        <translation>a %1 clientes</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>y %1 más</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 después</translation>
    </message>
    <message>
        <source>a client without a lane</source>
        <translation>un cliente sin carril</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1 (descartado)</translation>
    </message>
    <message>
        <source>%1 (queued)</source>
        <translation>%1 (en cola)</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
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
        <translation>Todos los mensajes</translation>
    </message>
    <message>
        <source>Copy as Mermaid</source>
        <translation>Copiar como Mermaid</translation>
    </message>
    <message>
        <source>Save diagram…</source>
        <translation>Guardar diagrama…</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagrama de secuencia</translation>
    </message>
    <message>
        <source>Show all messages that the filter shows</source>
        <translation>Mostrar todos los mensajes que muestra el filtro</translation>
    </message>
    <message>
        <source>Copies the diagram as text that Mermaid draws</source>
        <translation>Copia el diagrama como texto que Mermaid dibuja</translation>
    </message>
    <message>
        <source>Saves the diagram as SVG, PNG or Mermaid</source>
        <translation>Guarda el diagrama como SVG, PNG o Mermaid</translation>
    </message>
    <message>
        <source>Shows the messages as arrows between clients</source>
        <translation>Muestra los mensajes como flechas entre clientes</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Guardado como %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>%Ln mensaje copiado como Mermaid.</numerusform>
            <numerusform>%Ln mensajes copiados como Mermaid.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as sequence diagram</source>
        <translation>Mostrar como diagrama de secuencia</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Las solicitudes y las respuestas se buscan mientras se muestra la columna «Respuesta».</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Este mensaje no es una solicitud ni una respuesta.</translation>
    </message>
    <message>
        <source>One conversation</source>
        <translation>Una conversación</translation>
    </message>
    <message>
        <source>All messages that the filter shows</source>
        <translation>Todos los mensajes que muestra el filtro</translation>
    </message>
    <message>
        <source>The messages of the conversation are no longer kept</source>
        <translation>Los mensajes de la conversación ya no se conservan</translation>
    </message>
    <message>
        <source>the first %1 clients have a lane</source>
        <translation>los primeros %1 clientes tienen carril</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln carril</numerusform>
            <numerusform>%Ln carriles</numerusform>
        </translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>Guardar diagrama</translation>
    </message>
    <message>
        <source>sequence.svg</source>
        <translation>secuencia.svg</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagrama de secuencia</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>Proyecto %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>Conectado, %1 comandos, %Ln reconexión</numerusform>
            <numerusform>Conectado, %1 comandos, %Ln reconexiones</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation>Sin conexión: %1</translation>
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
        <translation>Los agentes consultan al broker mediante Model Context Protocol, en /mcp.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Límites</translation>
    </message>
    <message>
        <source>Bounds for one client, one project and all together.</source>
        <translation>Límites para un cliente, para un proyecto y para todos juntos.</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>Tiempos</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escucha</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Acceso</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
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
        <translation>Registro</translation>
    </message>
    <message>
        <source>Not applied yet. The broker starts with it the next time.</source>
        <translation>Sin aplicar. El broker se iniciará con este valor la próxima vez.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker.</source>
        <translation>Sin aplicar. Al aplicarlo se reinicia el broker.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker and closes 1 connection.</source>
        <translation>Sin aplicar. Al aplicarlo se reinicia el broker y se cierra 1 conexión.</translation>
    </message>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>Sin aplicar. Al aplicarlo se reinicia el broker y se cierra %Ln conexión.</numerusform>
            <numerusform>Sin aplicar. Al aplicarlo se reinicia el broker y se cierran %Ln conexiones.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet. It will apply to new connections; open connections stay.</source>
        <translation>Sin aplicar. Se aplicará a las conexiones nuevas; las abiertas permanecen.</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply at once, also to connected clients.</source>
        <translation>Sin aplicar. Se aplicará de inmediato, también a los clientes conectados.</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Aplicando…</translation>
    </message>
    <message>
        <source>To be corrected first: %1</source>
        <translation>Hay que corregir antes: %1</translation>
    </message>
    <message>
        <source>Not applied. The reason is in %1.</source>
        <translation>No se aplicó. El motivo está en %1.</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>¿Reiniciar el broker?</translation>
    </message>
    <message>
        <source>The changes need a restart, which closes 1 connection.</source>
        <translation>Los cambios requieren un reinicio, que cierra 1 conexión.</translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>Los cambios requieren un reinicio, que cierra %Ln conexión.</numerusform>
            <numerusform>Los cambios requieren un reinicio, que cierra %Ln conexiones.</numerusform>
        </translation>
    </message>
    <message>
        <source>If it fails, the broker can only be started again on its own machine.</source>
        <translation>Si falla, el broker solo se podrá volver a iniciar en su propio equipo.</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>Aplicar y reiniciar</translation>
    </message>
    <message>
        <source>1 change on the Server page is not applied.</source>
        <translation>Hay 1 cambio sin aplicar en la página «Servidor».</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>Hay %Ln cambio sin aplicar en la página «Servidor».</numerusform>
            <numerusform>Hay %Ln cambios sin aplicar en la página «Servidor».</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
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
        <translation>Proyectos</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>Buscar un proyecto</translation>
    </message>
    <message>
        <source>Widen the sidebar</source>
        <translation>Ensanchar la barra lateral</translation>
    </message>
    <message>
        <source>Narrow the sidebar</source>
        <translation>Estrechar la barra lateral</translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message>
        <source>no clients</source>
        <translation>sin clientes</translation>
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
        <translation>Mostrar la ventana abierta</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>Elegir otra base de datos</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>El broker se está iniciando</translation>
    </message>
    <message>
        <source>The broker is stopping</source>
        <translation>El broker se está deteniendo</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>El broker no se pudo iniciar</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>El broker no está en marcha</translation>
    </message>
    <message>
        <source>A window of this program already runs with this database.</source>
        <translation>Ya hay una ventana de este programa abierta con esta base de datos.</translation>
    </message>
    <message>
        <source>No window on this machine uses this database. A broker without a window may hold it, or a program on another machine.</source>
        <translation>Ninguna ventana de este equipo usa esta base de datos. Puede que la use un broker sin ventana o un programa de otro equipo.</translation>
    </message>
    <message>
        <source>That broker has no window for this database: it runs without one, or with another database.</source>
        <translation>Ese broker no tiene ventana para esta base de datos: se ejecuta sin ventana o con otra base de datos.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Start the broker</source>
        <translation>Iniciar el broker</translation>
    </message>
    <message>
        <source>Use port %1 this time</source>
        <translation>Usar el puerto %1 esta vez</translation>
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
        <translation>Detener</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>Mostrar la ventana abierta</translation>
    </message>
    <message>
        <source>Use any free port this time</source>
        <translation>Usar cualquier puerto libre esta vez</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>Elegir otra base de datos</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>El broker no se pudo iniciar</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>El broker no está en marcha</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>El broker se está iniciando</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>Escuchando en %1</translation>
    </message>
    <message>
        <source>The broker is stopping: clients have a moment to go</source>
        <translation>El broker se está deteniendo: los clientes tienen un momento para salir</translation>
    </message>
    <message>
        <source>Since %1, for %2</source>
        <translation>Desde %1 (hace %2)</translation>
    </message>
    <message>
        <source>The port is for this run only. The next start takes port %1.</source>
        <translation>El puerto es solo para esta ejecución. El próximo inicio toma el puerto %1.</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>¿Reiniciar el broker?</translation>
    </message>
    <message>
        <source>Stop the broker?</source>
        <translation>¿Detener el broker?</translation>
    </message>
    <message>
        <source>1 connection is closed. All counts are written first.</source>
        <translation>Se cierra 1 conexión. Antes se guardan todos los recuentos.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>Se cierra %Ln conexión. Antes se guardan todos los recuentos.</numerusform>
            <numerusform>Se cierran %Ln conexiones. Antes se guardan todos los recuentos.</numerusform>
        </translation>
    </message>
    <message>
        <source>It can only be started again on its own machine.</source>
        <translation>Solo se podrá volver a iniciar en su propio equipo.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TemplateSender</name>
    <message>
        <source>{{%1}} is not a placeholder. There are %2. Write the first brace as \u007b if you mean the text.</source>
        <translation>{{%1}} no es un marcador de posición. Existen %2. Escriba la primera llave como \u007b si se refiere al texto.</translation>
    </message>
    <message>
        <source>Not sent: the message before waits for its connection.</source>
        <translation>No enviado: el mensaje anterior espera su conexión.</translation>
    </message>
    <message>
        <source>Connecting, to know {{clientId}}…</source>
        <translation>Conectando, para conocer {{clientId}}…</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>No enviado: no hay conexión.</translation>
    </message>
</context>
<context>
    <name>broadcaster::Text</name>
    <message>
        <source>%1 /s</source>
        <translation>%1 /s</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>hace %1</translation>
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
        <translation>a un cliente</translation>
    </message>
    <message>
        <source>to all of a type</source>
        <translation>a todos los de un tipo</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>difusión</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>ping</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>system</source>
        <translation>sistema</translation>
    </message>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
    <message>
        <source>skipped: it is the sender</source>
        <translation>omitido: es el remitente</translation>
    </message>
    <message>
        <source>skipped: not the named client</source>
        <translation>omitido: no es el cliente nombrado</translation>
    </message>
    <message>
        <source>skipped: another type</source>
        <translation>omitido: otro tipo</translation>
    </message>
    <message>
        <source>skipped: broadcasts do not go to admins</source>
        <translation>omitido: las difusiones no van a admins</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>no enrutado</translation>
    </message>
    <message>
        <source>mirror queued: the client does not keep up</source>
        <translation>copia en cola: el cliente no da abasto</translation>
    </message>
    <message>
        <source>queued: the client does not keep up</source>
        <translation>en cola: el cliente no da abasto</translation>
    </message>
    <message>
        <source>mirrored: admins see routed messages</source>
        <translation>copia: los admins ven los mensajes enrutados</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviado</translation>
    </message>
    <message>
        <source>mirror dropped: connection lost</source>
        <translation>copia descartada: conexión perdida</translation>
    </message>
    <message>
        <source>dropped: connection lost</source>
        <translation>descartado: conexión perdida</translation>
    </message>
    <message>
        <source>mirror passed on to broker %1</source>
        <translation>copia transferida al broker %1</translation>
    </message>
    <message>
        <source>passed on to broker %1</source>
        <translation>transferido al broker %1</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>respondido</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>sin registrar</translation>
    </message>
    <message>
        <source>%1 queued of %2</source>
        <translation>en cola: %1 de %2</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>nadie</translation>
    </message>
    <message>
        <source>%1 dropped of %2</source>
        <translation>descartado: %1 de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>mirror dropped: too slow, closed with %1</source>
        <translation>copia descartada: demasiado lento, cerrado con %1</translation>
    </message>
    <message>
        <source>dropped: too slow, closed with %1</source>
        <translation>descartado: demasiado lento, cerrado con %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message>
        <source>Encryption</source>
        <translation>Cifrado</translation>
    </message>
    <message>
        <source>Reload certificate</source>
        <translation>Recargar certificado</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation>Archivos PEM (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The certificate needs its private key.</source>
        <translation>El certificado necesita su clave privada.</translation>
    </message>
    <message>
        <source>The private key needs its certificate.</source>
        <translation>La clave privada necesita su certificado.</translation>
    </message>
    <message>
        <source>Reads both files again. Connected clients stay connected.</source>
        <translation>Vuelve a leer ambos archivos. Los clientes conectados siguen conectados.</translation>
    </message>
    <message>
        <source>No certificate is in use.</source>
        <translation>No hay ningún certificado en uso.</translation>
    </message>
    <message>
        <source>No certificate is set: the port speaks ws:// and http://, which anyone on the network can read.</source>
        <translation>No hay certificado configurado: el puerto habla ws:// y http://, que cualquiera en la red puede leer.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>No se usa mientras el broker no esté en marcha.</translation>
    </message>
    <message>
        <source>%1: expired on %2, so clients refuse it. Renew it and reload.</source>
        <translation>%1: expiró el %2, así que los clientes lo rechazan. Renuévelo y recárguelo.</translation>
    </message>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1, expira el %2, en %Ln día.</numerusform>
            <numerusform>%1, expira el %2, en %Ln días.</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again: new connections use this certificate.</source>
        <translation>Releído: las conexiones nuevas usan este certificado.</translation>
    </message>
    <message>
        <source>The old one stays in use. %1</source>
        <translation>Se sigue usando el anterior. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficActions</name>
    <message>
        <source>The filter hides the reply.</source>
        <translation>El filtro oculta la respuesta.</translation>
    </message>
    <message>
        <source>The filter hides the request.</source>
        <translation>El filtro oculta la solicitud.</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Este mensaje no es una solicitud ni una respuesta.</translation>
    </message>
    <message>
        <source>This request has no reply.</source>
        <translation>Esta solicitud no tiene respuesta.</translation>
    </message>
    <message>
        <source>The reply is no longer kept.</source>
        <translation>La respuesta ya no se conserva.</translation>
    </message>
    <message>
        <source>The request is no longer kept.</source>
        <translation>La solicitud ya no se conserva.</translation>
    </message>
    <message>
        <source>Go to request or reply</source>
        <translation>Ir a solicitud o respuesta</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copiar valor</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copiar mensaje</translation>
    </message>
    <message>
        <source>Copy as JSON Lines</source>
        <translation>Copiar como JSON Lines</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>Copiar conversación</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>Exportar selección…</translation>
    </message>
    <message>
        <source>Set as time zero</source>
        <translation>Fijar como tiempo cero</translation>
    </message>
    <message>
        <source>Count time from row to row</source>
        <translation>Contar el tiempo de fila a fila</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>Volver a enviar</translation>
    </message>
    <message>
        <source>Edit and resend…</source>
        <translation>Editar y volver a enviar…</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Filtrar por esto</translation>
    </message>
    <message>
        <source>Filter on %1</source>
        <translation>Filtrar por %1</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Excluir esto</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>Excluir %1</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>Quitar marca</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marcar</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. Its details get the rest.</source>
        <translation>Aquí está solo el principio de este mensaje. El resto se obtiene al abrir sus detalles.</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Las solicitudes y las respuestas se buscan mientras se muestra la columna «Respuesta».</translation>
    </message>
    <message>
        <source>Nothing was copied: the clipboard takes %1 messages of together %2 at most. Select fewer, or export them.</source>
        <translation>No se ha copiado nada: en el portapapeles caben como máximo %1 mensajes que sumen %2. Seleccione menos o expórtelos.</translation>
    </message>
    <message>
        <source>All between these two</source>
        <translation>Todo entre estos dos</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copiar ruta</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDelegate</name>
    <message>
        <source>zero</source>
        <translation>cero</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marcado</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDetails</name>
    <message>
        <source>The table no longer keeps this message. You see its last state.</source>
        <translation>La tabla ya no conserva este mensaje. Se muestra su último estado.</translation>
    </message>
    <message>
        <source>The file has only the beginning of this message.</source>
        <translation>El archivo contiene solo el principio de este mensaje.</translation>
    </message>
    <message>
        <source>Getting the rest of this message…</source>
        <translation>Obteniendo el resto de este mensaje…</translation>
    </message>
    <message>
        <source>The broker no longer has the rest of this message. You see its beginning.</source>
        <translation>El broker ya no tiene el resto de este mensaje. Se muestra su principio.</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. %1</source>
        <translation>Aquí está solo el principio de este mensaje. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficEmpty</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>Aún no hay mensajes</translation>
    </message>
    <message>
        <source>Clients are connected. Every message appears here with its receivers.</source>
        <translation>Hay clientes conectados. Cada mensaje aparece aquí con sus destinatarios.</translation>
    </message>
    <message>
        <source>Nothing from this project</source>
        <translation>Nada de este proyecto</translation>
    </message>
    <message>
        <source>Choose All projects at the left to see the messages of the others.</source>
        <translation>Elija «Todos los proyectos» a la izquierda para ver los mensajes de los demás.</translation>
    </message>
    <message>
        <source>No message matches the filter</source>
        <translation>Ningún mensaje coincide con el filtro</translation>
    </message>
    <message>
        <source>New messages that match appear here.</source>
        <translation>Aquí aparecen los mensajes nuevos que coincidan.</translation>
    </message>
    <message>
        <source>There are no messages in this file</source>
        <translation>No hay mensajes en este archivo</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Limpiar filtro</translation>
    </message>
    <message>
        <source>Nobody is connected yet</source>
        <translation>Aún no hay nadie conectado</translation>
    </message>
    <message>
        <source>Open the broker&apos;s own page in a browser: it connects with a form, and its console (F12) takes the last line. Or connect with any WebSocket client. Choose any project name; the type is runtime, data-agent or admin.</source>
        <translation>Abra la página del propio broker en un navegador: se conecta con un formulario, y su consola (F12) admite la última línea. O conéctese con cualquier cliente WebSocket. El nombre del proyecto es libre; el tipo es runtime, data-agent o admin.</translation>
    </message>
    <message>
        <source>Page to open in a browser</source>
        <translation>Página para abrir en un navegador</translation>
    </message>
    <message>
        <source>URL to connect to</source>
        <translation>URL a la que conectarse</translation>
    </message>
    <message>
        <source>A client in one line</source>
        <translation>Un cliente en una línea</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Iniciar tráfico de demo</translation>
    </message>
    <message>
        <source>Messages appear here as soon as it runs and clients talk.</source>
        <translation>Los mensajes aparecen aquí en cuanto esté en marcha y los clientes hablen.</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Detener tráfico de demo</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>%Ln mensaje guardado en %1.</numerusform>
            <numerusform>%Ln mensajes guardados en %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>Exportar mensajes</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Abrir una captura</translation>
    </message>
    <message>
        <source>Captures (*.jsonl *.ndjson *.har)</source>
        <translation>Capturas (*.jsonl *.ndjson *.har)</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>No se ha guardado nada.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficHeader</name>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficModel</name>
    <message>
        <source>Comment: %1</source>
        <translation>Comentario: %1</translation>
    </message>
    <message>
        <source>Colour rule: %1</source>
        <translation>Regla de color: %1</translation>
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
        <translation>Proyecto</translation>
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
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
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
        <translation>Ya hay %1 columnas de campos. Quite una haciendo clic derecho en su título.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>%Ln mensaje capturado no está guardado.</numerusform>
            <numerusform>%Ln mensajes capturados no están guardados.</numerusform>
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
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en carpeta</translation>
    </message>
    <message>
        <source>Marked or commented messages that are no longer kept, because newer ones took their place, or marks without room. Export messages to keep them.</source>
        <translation>Mensajes marcados o comentados que ya no se conservan, porque otros más recientes ocuparon su lugar, o marcas sin sitio. Exporte los mensajes para conservarlos.</translation>
    </message>
    <message>
        <source>Cancel the present work</source>
        <translation>Cancelar la tarea en curso</translation>
    </message>
    <message>
        <source>Bring the cleared messages back</source>
        <translation>Recuperar los mensajes quitados</translation>
    </message>
    <message>
        <source>Show the saved file in its folder</source>
        <translation>Mostrar el archivo guardado en su carpeta</translation>
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
        <translation>Coincidencias: %1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln sin registrar</numerusform>
            <numerusform>%Ln sin registrar</numerusform>
        </translation>
    </message>
    <message>
        <source>deliveries not recorded</source>
        <translation>entregas sin registrar</translation>
    </message>
    <message>
        <source>There were more messages than the window takes. Where some are missing, a mark says so.</source>
        <translation>Hubo más mensajes de los que admite la ventana. Una marca indica dónde faltan algunos.</translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>El broker fue más rápido que la ventana: %Ln cambio de entrega no se registró, así que algún mensaje descartado puede aparecer como enviado o en cola.</numerusform>
            <numerusform>El broker fue más rápido que la ventana: %Ln cambios de entrega no se registraron, así que algunos mensajes descartados aparecen como enviados o en cola.</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving messages</source>
        <translation>Guardando mensajes</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>Abriendo el archivo</translation>
    </message>
    <message>
        <source>Looking for matches</source>
        <translation>Buscando coincidencias</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln seleccionado</numerusform>
            <numerusform>%Ln seleccionados</numerusform>
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
        <translation>sin tipo</translation>
    </message>
    <message>
        <source>no connection %1 – %2</source>
        <translation>sin conexión %1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln sin registrar</numerusform>
            <numerusform>%Ln sin registrar</numerusform>
        </translation>
    </message>
    <message>
        <source>There was no connection to the broker from %1 to %2. Its messages of that time are not here.</source>
        <translation>Entre %1 y %2 no hubo conexión con el broker. Sus mensajes de ese tiempo no están aquí.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>%Ln mensaje no se registró aquí: había más de los que admite la ventana.</numerusform>
            <numerusform>%Ln mensajes no se registraron aquí: había más de los que admite la ventana.</numerusform>
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
        <translation>Mantener a la vista el mensaje más reciente</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Stop the list; messages are collected meanwhile</source>
        <translation>Congelar la lista; entretanto se siguen recogiendo mensajes</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpiar</translation>
    </message>
    <message>
        <source>Forget all messages</source>
        <translation>Quitar todos los mensajes</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Save the messages that are shown</source>
        <translation>Guardar los mensajes que se muestran</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Show the messages of a saved file</source>
        <translation>Mostrar los mensajes de un archivo guardado</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Continuar con los mensajes que han llegado entretanto</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficView</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
</context>
<context>
    <name>broadcaster::Tray</name>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>&amp;Ocultar la ventana</translation>
    </message>
    <message>
        <source>&amp;Show the window</source>
        <translation>&amp;Mostrar la ventana</translation>
    </message>
    <message>
        <source>S&amp;tart the broker</source>
        <translation>&amp;Iniciar el broker</translation>
    </message>
    <message>
        <source>S&amp;top the broker</source>
        <translation>&amp;Detener el broker</translation>
    </message>
    <message>
        <source>Broadcaster: listening on %1</source>
        <translation>Broadcaster: escuchando en %1</translation>
    </message>
    <message>
        <source>Broadcaster: not listening</source>
        <translation>Broadcaster: sin escuchar</translation>
    </message>
    <message>
        <source>The broker does not run</source>
        <translation>El broker no está en marcha</translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln mensaje no llegó a nadie.</numerusform>
            <numerusform>%Ln mensajes no llegaron a nadie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln mensaje se descartó en un cliente.</numerusform>
            <numerusform>%Ln mensajes se descartaron en un cliente.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Mostrarlos</translation>
    </message>
    <message>
        <source>Show the messages that did not arrive</source>
        <translation>Mostrar los mensajes que no llegaron</translation>
    </message>
    <message>
        <source>Dismiss until there are others</source>
        <translation>Ocultar hasta que haya otros</translation>
    </message>
</context>
<context>
    <name>broadcaster::UrlSection</name>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Project of the URLs</source>
        <translation>Proyecto de las URL</translation>
    </message>
    <message>
        <source>Address of the URLs</source>
        <translation>Dirección de las URL</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>Page to try it</source>
        <translation>Página de prueba</translation>
    </message>
    <message>
        <source>address of the page to try it</source>
        <translation>dirección de la página de prueba</translation>
    </message>
    <message>
        <source>URL for type %1</source>
        <translation>URL para el tipo %1</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Salud</translation>
    </message>
    <message>
        <source>command for the health</source>
        <translation>comando de salud</translation>
    </message>
    <message>
        <source>Connected clients</source>
        <translation>Clientes conectados</translation>
    </message>
    <message>
        <source>command for the status</source>
        <translation>comando de estado</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>command for the usage</source>
        <translation>comando de uso</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>URLs for clients and for curl.</source>
        <translation>URL para clientes y para curl.</translation>
    </message>
    <message>
        <source>Where the project requires a key, add &amp;apiKey= and the key to the URL.</source>
        <translation>Si el proyecto exige una clave, añada &amp;apiKey= y la clave a la URL.</translation>
    </message>
    <message>
        <source>Start the broker to see where clients connect.</source>
        <translation>Inicie el broker para ver dónde se conectan los clientes.</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsageModel</name>
    <message>
        <source>%1, so far</source>
        <translation>%1, hasta ahora</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>Día (UTC)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Día de la semana</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsagePage</name>
    <message>
        <source>As a table</source>
        <translation>Como tabla</translation>
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
        <translation>Proyecto</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Proyecto</translation>
    </message>
    <message>
        <source>Messages per day</source>
        <translation>Mensajes por día</translation>
    </message>
    <message>
        <source>Last %1 days (UTC), today so far</source>
        <translation>Últimos %1 días (UTC); hoy, hasta ahora</translation>
    </message>
    <message>
        <source>The usage cannot be read. %1</source>
        <translation>No se puede leer el uso. %1</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Aún no se sabe nada.</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Todos los proyectos</translation>
    </message>
    <message>
        <source>Reading the usage</source>
        <translation>Leyendo el uso</translation>
    </message>
    <message>
        <source>messages in total</source>
        <translation>mensajes en total</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>en los últimos %1 días</translation>
    </message>
    <message>
        <source>today, so far</source>
        <translation>hoy, hasta ahora</translation>
    </message>
    <message>
        <source>on the busiest day</source>
        <translation>el día de más tráfico</translation>
    </message>
    <message>
        <source>No messages in the last %1 days. New messages are counted here within seconds.</source>
        <translation>No hay mensajes en los últimos %1 días. Los mensajes nuevos se cuentan aquí en pocos segundos.</translation>
    </message>
    <message>
        <source>messages in total, all of them today</source>
        <translation>mensajes en total, todos hoy</translation>
    </message>
    <message>
        <source>on the busiest day, %1</source>
        <translation>el día de más tráfico, %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>Exportar uso</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2. Choose another place.</source>
        <translation>No se puede escribir %1. %2. Elija otro lugar.</translation>
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
        <translation>Decodificar el valor</translation>
    </message>
    <message>
        <source>Show the content of the value (D)</source>
        <translation>Mostrar el contenido del valor (D)</translation>
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
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>&amp;Tráfico</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Proyecto</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ay&amp;uda</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtrar</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>Tráfico de &amp;demo</translation>
    </message>
    <message>
        <source>Three simulated clients talk in the project demo</source>
        <translation>Tres clientes simulados conversan en el proyecto demo</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>Seguir en la &amp;bandeja al cerrar</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>&amp;Barra lateral estrecha</translation>
    </message>
    <message>
        <source>&amp;Previous project</source>
        <translation>Proyecto &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Next project</source>
        <translation>Proyecto &amp;siguiente</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>&amp;Todos los proyectos</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>Según el &amp;escritorio</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>Lenguaje de &amp;filtros</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Atajos de &amp;teclado</translation>
    </message>
    <message>
        <source>&amp;About Broadcaster</source>
        <translation>&amp;Acerca de Broadcaster</translation>
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
        <translation>El broker no envía nada</translation>
    </message>
    <message>
        <source>All traffic, up to %1 MiB/s</source>
        <translation>Todo el tráfico, hasta %1 MiB/s</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Solo %1</translation>
    </message>
    <message>
        <source>The traffic that the broker sends to this window. Click to change it.</source>
        <translation>El tráfico que el broker envía a esta ventana. Haga clic para cambiarlo.</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishPopUp</name>
    <message>
        <source>The broker looks at a message when it comes. It does not know deliveries, replies, marks and comments then.</source>
        <translation>El broker examina cada mensaje cuando llega. En ese momento no conoce entregas, respuestas, marcas ni comentarios.</translation>
    </message>
    <message>
        <source>Use the filter of the page</source>
        <translation>Usar el filtro de la página</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Traffic to get</source>
        <translation>Tráfico deseado</translation>
    </message>
    <message>
        <source>Filter at the broker</source>
        <translation>Filtro en el broker</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>todos los mensajes</translation>
    </message>
    <message>
        <source>Messages a second at most, in MiB</source>
        <translation>Máximo de mensajes por segundo, en MiB</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Máximo</translation>
    </message>
    <message>
        <source>Only these messages cross the network. Others that match are counted, and a mark shows where they are missing.</source>
        <translation>Solo estos mensajes pasan por la red. Los demás que coincidan se cuentan, y una marca muestra dónde faltan.</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Addresses</source>
        <translation>Direcciones</translation>
    </message>
    <message>
        <source>IP address or localhost to listen on; 0.0.0.0 and :: stand for all.</source>
        <translation>Dirección IP o localhost en que escuchar; 0.0.0.0 y :: significan todas.</translation>
    </message>
    <message>
        <source>an IP address, such as 127.0.0.1, ::1 or 0.0.0.0</source>
        <translation>una dirección IP, como 127.0.0.1, ::1 o 0.0.0.0</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>Port to listen on; 0 takes any free one.</source>
        <translation>Puerto en que escuchar; 0 toma cualquiera libre.</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Archivo de certificado</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its signers; the port then speaks wss:// and https:// only.</source>
        <translation>Archivo PEM con el certificado y los de sus firmantes; el puerto habla entonces solo wss:// y https://.</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>Archivo de clave privada</translation>
    </message>
    <message>
        <source>PEM file with the private key of the certificate. Only its owner may be able to read it.</source>
        <translation>Archivo PEM con la clave privada del certificado. Solo su propietario debe poder leerlo.</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>Orígenes permitidos</translation>
    </message>
    <message>
        <source>Web pages that may connect beside those of this machine; * stands for all.</source>
        <translation>Páginas web que pueden conectarse además de las de este equipo; * significa todas.</translation>
    </message>
    <message>
        <source>an origin, such as https://app.example.com</source>
        <translation>un origen, como https://app.example.com</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>Hosts permitidos</translation>
    </message>
    <message>
        <source>Name that a broker answers to beside localhost while it listens on this machine only, such as that of a proxy before it.</source>
        <translation>Nombre al que responde el broker además de localhost mientras escucha solo en este equipo, como el de un proxy situado delante.</translation>
    </message>
    <message>
        <source>a host without a port, such as broker.example.com</source>
        <translation>un host sin puerto, como broker.example.com</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>Proxies de confianza</translation>
    </message>
    <message>
        <source>Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header names the client.</source>
        <translation>Proxy, o red de proxies, cuyo encabezado Forwarded o X-Forwarded-For nombra al cliente.</translation>
    </message>
    <message>
        <source>an IP address or a network, such as 10.0.0.0/8</source>
        <translation>una dirección IP o una red, como 10.0.0.0/8</translation>
    </message>
    <message>
        <source>Model Context Protocol</source>
        <translation>Model Context Protocol</translation>
    </message>
    <message>
        <source>Lets AI agents that have the service key or the viewer key look at the broker by POST /mcp.</source>
        <translation>Permite que los agentes de IA que tienen la clave de servicio o la de lectura consulten el broker mediante POST /mcp.</translation>
    </message>
    <message>
        <source>Agents may act</source>
        <translation>Los agentes pueden actuar</translation>
    </message>
    <message>
        <source>Lets agents that have the service key also send messages and disconnect clients.</source>
        <translation>Permite además que los agentes con la clave de servicio envíen mensajes y desconecten clientes.</translation>
    </message>
    <message>
        <source>Kept messages</source>
        <translation>Mensajes conservados</translation>
    </message>
    <message>
        <source>Latest messages that the broker keeps in memory for questions of agents; 0 keeps none.</source>
        <translation>Últimos mensajes que el broker conserva en memoria para las preguntas de los agentes; 0 no conserva ninguno.</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>Tamaño de mensaje</translation>
    </message>
    <message>
        <source>Largest message; a client that sends more is closed with 1009.</source>
        <translation>Tamaño máximo de un mensaje; si un cliente envía más, se cierra con 1009.</translation>
    </message>
    <message>
        <source>Send queue per client</source>
        <translation>Cola de envío por cliente</translation>
    </message>
    <message>
        <source>Unsent bytes of one client; a client that reads so slowly that more waits is closed with 4002.</source>
        <translation>Bytes sin enviar de un cliente; si lee tan despacio que esperan más, se cierra con 4002.</translation>
    </message>
    <message>
        <source>Send queues in total</source>
        <translation>Colas de envío en total</translation>
    </message>
    <message>
        <source>Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; above it, a client of the project that holds the most is closed.</source>
        <translation>Bytes en espera en total: para clientes, de mensajes sin terminar y de respuestas HTTP; por encima, se cierra un cliente del proyecto que más acumula.</translation>
    </message>
    <message>
        <source>Message rate per client</source>
        <translation>Tasa de mensajes por cliente</translation>
    </message>
    <message>
        <source>Messages per second; 0 is unlimited. Clients above it are closed with 4003.</source>
        <translation>Mensajes por segundo; 0 significa sin límite. Los clientes que la superan se cierran con 4003.</translation>
    </message>
    <message>
        <source>Connections in total</source>
        <translation>Conexiones en total</translation>
    </message>
    <message>
        <source>WebSocket connections; further ones are refused and told to try again.</source>
        <translation>Conexiones WebSocket; las demás se rechazan con la indicación de volver a intentarlo.</translation>
    </message>
    <message>
        <source>Connections per project</source>
        <translation>Conexiones por proyecto</translation>
    </message>
    <message>
        <source>WebSocket connections of one project, so that it cannot take those of all.</source>
        <translation>Conexiones WebSocket de un proyecto, para que no ocupe las de todos.</translation>
    </message>
    <message>
        <source>Pending handshakes</source>
        <translation>Handshakes pendientes</translation>
    </message>
    <message>
        <source>Connections without a complete request; beyond it, the address with the most gives up its oldest.</source>
        <translation>Conexiones sin una solicitud completa; por encima, la dirección que más tiene cede la más antigua.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Hilos</translation>
    </message>
    <message>
        <source>Threads that serve the projects; 0 takes one per core.</source>
        <translation>Hilos que atienden los proyectos; 0 usa uno por núcleo.</translation>
    </message>
    <message>
        <source>Handshake timeout</source>
        <translation>Plazo del handshake</translation>
    </message>
    <message>
        <source>Time for a request to arrive; a slower connection is cut.</source>
        <translation>Tiempo para que llegue una solicitud; una conexión más lenta se corta.</translation>
    </message>
    <message>
        <source>Keep-alive timeout</source>
        <translation>Plazo de keep-alive</translation>
    </message>
    <message>
        <source>Time that an HTTP connection may be idle between two requests; a proxy before the broker must give up sooner.</source>
        <translation>Tiempo que una conexión HTTP puede estar inactiva entre dos solicitudes; un proxy situado delante del broker debe desistir antes.</translation>
    </message>
    <message>
        <source>Ping interval</source>
        <translation>Intervalo de ping</translation>
    </message>
    <message>
        <source>Time between two pings; a client that leaves two unanswered is closed with 4004.</source>
        <translation>Tiempo entre dos pings; un cliente que deja dos sin responder se cierra con 4004.</translation>
    </message>
    <message>
        <source>Slow reader timeout</source>
        <translation>Plazo de lector lento</translation>
    </message>
    <message>
        <source>Time that a byte may wait for a client; then it is closed with 4002.</source>
        <translation>Tiempo que un byte puede esperar a un cliente; después, este se cierra con 4002.</translation>
    </message>
    <message>
        <source>Idle project timeout</source>
        <translation>Plazo de proyecto inactivo</translation>
    </message>
    <message>
        <source>Time until an empty project is forgotten. Its keys and usage stay.</source>
        <translation>Tiempo hasta que se olvida un proyecto vacío. Sus claves y su uso permanecen.</translation>
    </message>
    <message>
        <source>Drain time</source>
        <translation>Tiempo de vaciado</translation>
    </message>
    <message>
        <source>Time over which a stop closes the clients, so that they do not all connect again at once.</source>
        <translation>Tiempo durante el que el broker, al detenerse, va cerrando los clientes, para que no se vuelvan a conectar todos a la vez.</translation>
    </message>
    <message>
        <source>For no client</source>
        <translation>Para ningún cliente</translation>
    </message>
    <message>
        <source>For clients on other machines</source>
        <translation>Para clientes en otras máquinas</translation>
    </message>
    <message>
        <source>For all clients</source>
        <translation>Para todos los clientes</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Compresión</translation>
    </message>
    <message>
        <source>Clients whose messages are compressed if they ask for it.</source>
        <translation>Clientes cuyos mensajes se comprimen si lo piden.</translation>
    </message>
</context>
</TS>
