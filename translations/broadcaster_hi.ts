<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="hi" sourcelanguage="en">
<context>
    <name>DecodeText</name>
    <message>
        <source>seconds since 1970</source>
        <translation>1970 से सेकंड</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>1970 से मिलीसेकंड</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>ISO 8601 without a zone, read as local time</source>
        <translation>बिना ज़ोन का ISO 8601, स्थानीय समय माना गया</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>A time that has not come yet: &quot;in 3 min&quot;</extracomment>
        <translation>%1 बाद</translation>
    </message>
    <message>
        <source>JSON inside of a string</source>
        <translation>स्ट्रिंग के अंदर JSON</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON Web Token</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>इमेज</translation>
    </message>
    <message>
        <source>Text in base64</source>
        <translation>base64 में टेक्स्ट</translation>
    </message>
    <message>
        <source>Bytes in base64</source>
        <translation>base64 में बाइट</translation>
    </message>
    <message>
        <source>%1 local, %2 UTC, %3 (%4)</source>
        <extracomment>A time in a message: local time, UTC, the distance from now, the form in which it is written</extracomment>
        <translation>%1 स्थानीय, %2 UTC, %3 (%4)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time and its distance from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not verified: the signature was not checked, so anybody may have written this.</source>
        <translation>सत्यापित नहीं: हस्ताक्षर की जाँच नहीं हुई, इसलिए इसे कोई भी लिख सकता था।</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>जारी हुआ: %1</translation>
    </message>
    <message>
        <source>Not valid before: %1</source>
        <translation>इससे पहले मान्य नहीं: %1</translation>
    </message>
    <message>
        <source>Expired: %1</source>
        <translation>समाप्त हुआ: %1</translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation>समाप्त होगा: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::AboutDialog</name>
    <message>
        <source>About Broadcaster</source>
        <translation>Broadcaster के बारे में</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>वर्शन %1</translation>
    </message>
    <message>
        <source>A WebSocket broker for the workstation, and a window on its traffic.</source>
        <translation>वर्कस्टेशन के लिए WebSocket ब्रोकर, और उसके ट्रैफ़िक को दिखाने वाली विंडो।</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) and Boost (BSL 1.0).</source>
        <translation>MIT लाइसेंस के तहत मुक्त सॉफ़्टवेयर। Qt %1 (LGPL), simdjson (Apache 2.0) और Boost (BSL 1.0) से बना।</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>वर्शन कॉपी करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ApplyBar</name>
    <message>
        <source>Revert</source>
        <translation>वापस लें</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>लागू करें</translation>
    </message>
    <message>
        <source>Changes not applied yet</source>
        <translation>बदलाव अभी लागू नहीं हुए</translation>
    </message>
    <message>
        <source>Revert the changes</source>
        <translation>बदलाव वापस लें</translation>
    </message>
    <message>
        <source>Apply the changes</source>
        <translation>बदलाव लागू करें</translation>
    </message>
    <message>
        <source>No changes to apply.</source>
        <translation>लागू करने के लिए कोई बदलाव नहीं।</translation>
    </message>
</context>
<context>
    <name>broadcaster::BarChart</name>
    <message>
        <source>Messages per day</source>
        <translation>प्रतिदिन संदेश</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1, अब तक</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 संदेश</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 संदेश</translation>
    </message>
    <message>
        <source>today</source>
        <translation>आज</translation>
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
        <translation>शुरू हो रहा है</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>रुक रहा है</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>रुका हुआ</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>कनेक्ट नहीं है</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>पता %1 कॉपी करें</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>कॉपी करने के लिए क्लिक करें</translation>
    </message>
    <message>
        <source>No connection to</source>
        <translation>इससे कनेक्शन नहीं</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>इस पते पर सुन रहा है</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>इससे कनेक्ट है</translation>
    </message>
    <message>
        <source>Open the Server page</source>
        <translation>सर्वर पेज खोलें</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>शुरू नहीं हुआ</translation>
    </message>
    <message>
        <source>Open the page %1</source>
        <translation>पेज “%1” खोलें</translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln प्रोजेक्ट</numerusform>
            <numerusform>%Ln प्रोजेक्ट</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln क्लाइंट</numerusform>
            <numerusform>%Ln क्लाइंट</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 संदेश/s</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>कॉपी हुआ</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureBanner</name>
    <message>
        <source>Back to live</source>
        <translation>लाइव पर लौटें</translation>
    </message>
    <message>
        <source>Back to live messages</source>
        <translation>लाइव संदेशों पर लौटें</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 खोली जा रही है</translation>
    </message>
    <message>
        <source>Showing %1</source>
        <translation>%1 दिखाई जा रही है</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureOpener</name>
    <message>
        <source>%1 cannot be read: %2. Choose another file.</source>
        <extracomment>A file&apos;s name, and the system&apos;s reason</extracomment>
        <translation>%1 को पढ़ा नहीं जा सकता: %2। दूसरी फ़ाइल चुनें।</translation>
    </message>
    <message>
        <source>The file has more than the %1 messages that are kept. Raise the limit and open it again.</source>
        <translation>फ़ाइल में %1 से ज़्यादा संदेश हैं, जबकि इतने ही रखे जाते हैं। सीमा बढ़ाएँ और फ़ाइल फिर खोलें।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>%Ln संदेश पढ़ा नहीं जा सकता</numerusform>
            <numerusform>%Ln संदेश पढ़े नहीं जा सकते</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln लाइन संदेश नहीं है</numerusform>
            <numerusform>%Ln लाइनें संदेश नहीं हैं</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>लाइन %1, %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureText</name>
    <message>
        <source>Not JSON: the fault is at byte %1 of the line.</source>
        <translation>JSON नहीं: गलती लाइन के बाइट %1 पर है।</translation>
    </message>
    <message>
        <source>Not a JSON object.</source>
        <translation>JSON ऑब्जेक्ट नहीं।</translation>
    </message>
    <message>
        <source>The name of the project is not allowed.</source>
        <translation>प्रोजेक्ट के इस नाम की अनुमति नहीं है।</translation>
    </message>
    <message>
        <source>The time is not in the form 2026-01-28T12:01:02.114Z.</source>
        <translation>समय 2026-01-28T12:01:02.114Z के रूप में नहीं है।</translation>
    </message>
    <message>
        <source>The message is not in base64.</source>
        <translation>संदेश base64 में नहीं है।</translation>
    </message>
    <message>
        <source>The line is too long: it may have %1 MiB.</source>
        <translation>लाइन बहुत लंबी है: इसकी सीमा %1 MiB है।</translation>
    </message>
    <message>
        <source>The file cannot be read on (%1). Check the drive it is on, and open it again.</source>
        <translation>फ़ाइल को आगे पढ़ा नहीं जा सकता (%1)। जिस ड्राइव पर यह है, उसकी जाँच करें और इसे फिर खोलें।</translation>
    </message>
    <message>
        <source>The file is too long: a HAR file may have %1 MiB. Record fewer requests, or save it without the contents of responses.</source>
        <translation>फ़ाइल बहुत लंबी है: HAR फ़ाइल %1 MiB तक की हो सकती है। कम अनुरोध रिकॉर्ड करें, या इसे रिस्पॉन्स की सामग्री के बिना सहेजें।</translation>
    </message>
    <message>
        <source>The file is not a whole HAR file: line %1, byte %2 is not JSON. Save it again in the browser.</source>
        <translation>यह पूरी HAR फ़ाइल नहीं है: लाइन %1, बाइट %2 पर JSON नहीं है। इसे ब्राउज़र में फिर सहेजें।</translation>
    </message>
    <message>
        <source>The file is not a HAR file: it has no list log.entries.</source>
        <translation>यह HAR फ़ाइल नहीं है: इसमें log.entries सूची नहीं है।</translation>
    </message>
    <message>
        <source>The HAR file has no messages of WebSockets. Open the developer tools before the page connects, and save it again.</source>
        <translation>HAR फ़ाइल में WebSocket के संदेश नहीं हैं। पेज के कनेक्ट होने से पहले डेवलपर टूल खोलें, फिर उसे दोबारा सहेजें।</translation>
    </message>
    <message>
        <source>It has no direction, no time or no data.</source>
        <translation>इसमें दिशा, समय या डेटा नहीं है।</translation>
    </message>
    <message>
        <source>Nothing was saved: a HAR file may have %1 MiB. Select fewer messages, or save them as JSON Lines.</source>
        <translation>कुछ नहीं सहेजा गया: HAR फ़ाइल %1 MiB तक की हो सकती है। कम संदेश चुनें, या उन्हें JSON Lines के रूप में सहेजें।</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Make room on the drive or choose another folder; no half file was left.</source>
        <translation>%1 को लिखा नहीं जा सकता (%2)। ड्राइव पर जगह बनाएँ या दूसरा फ़ोल्डर चुनें; कोई अधूरी फ़ाइल नहीं बची है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>%Ln संदेश साफ़ किया गया।</numerusform>
            <numerusform>%Ln संदेश साफ़ किए गए।</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientDetails</name>
    <message>
        <source>client id</source>
        <translation>क्लाइंट ID</translation>
    </message>
    <message>
        <source>Selected client</source>
        <translation>चुना गया क्लाइंट</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाम</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>क्लाइंट ID</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>कनेक्ट हुआ</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>पता</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>यूज़र एजेंट</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>ऑरिजिन</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API कुंजी</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>अभी कोई नहीं</translation>
    </message>
    <message>
        <source>%1 of project %2: your own connection, made by the composer</source>
        <translation>प्रोजेक्ट %2 का %1: आपका अपना कनेक्शन, जिसे कंपोज़र ने बनाया</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>प्रोजेक्ट %2 का %1</translation>
    </message>
    <message>
        <source>since %1, for %2</source>
        <translation>%1 से (%2)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>कोई नहीं</translation>
    </message>
    <message>
        <source>none (not a browser)</source>
        <translation>कोई नहीं (ब्राउज़र नहीं है)</translation>
    </message>
    <message>
        <source>connected with one</source>
        <translation>कुंजी से कनेक्ट हुआ</translation>
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
        <translation>क्लाइंट का नाम बदलें…</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>%1 का नाम बदलें…</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsEmpty</name>
    <message>
        <source>URL for a runtime</source>
        <translation>runtime के लिए URL</translation>
    </message>
    <message>
        <source>URL for a data agent</source>
        <translation>data-agent के लिए URL</translation>
    </message>
    <message>
        <source>As a runtime</source>
        <translation>runtime के रूप में</translation>
    </message>
    <message>
        <source>As a data agent</source>
        <translation>data-agent के रूप में</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>डेमो ट्रैफ़िक रोकें</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>डेमो ट्रैफ़िक शुरू करें</translation>
    </message>
    <message>
        <source>No client is connected</source>
        <translation>कोई क्लाइंट कनेक्ट नहीं है</translation>
    </message>
    <message>
        <source>No client of %1 is connected</source>
        <translation>%1 का कोई क्लाइंट कनेक्ट नहीं है</translation>
    </message>
    <message>
        <source>Connect one with any WebSocket library. It is in this list as soon as it is in. Demo traffic connects three clients to the project demo and lets them talk.</source>
        <translation>किसी भी WebSocket लाइब्रेरी से क्लाइंट कनेक्ट करें। कनेक्ट होते ही वह इस सूची में दिखेगा। डेमो ट्रैफ़िक तीन क्लाइंट को प्रोजेक्ट demo से कनेक्ट करके उनमें बातचीत कराता है।</translation>
    </message>
    <message>
        <source>Clients are told, and have a moment to go.</source>
        <translation>क्लाइंट को बता दिया गया है, और जाने के लिए उनके पास कुछ पल हैं।</translation>
    </message>
    <message>
        <source>Nobody can connect until it is. The Server page says where it listens.</source>
        <translation>इसके चलने तक कोई कनेक्ट नहीं कर सकता। सर्वर पेज बताता है कि ब्रोकर कहाँ सुनता है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsModel</name>
    <message>
        <source>%1, your own connection</source>
        <translation>%1, आपका अपना कनेक्शन</translation>
    </message>
    <message>
        <source>you</source>
        <translation>आप</translation>
    </message>
    <message>
        <source>never</source>
        <translation>कभी नहीं</translation>
    </message>
    <message>
        <source>Your own connection, made by the composer</source>
        <translation>आपका अपना कनेक्शन, जिसे कंपोज़र ने बनाया</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 बाइट</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>क्लाइंट</translation>
    </message>
    <message>
        <source>Name of the client; its id is in the tool tip. F2 renames it</source>
        <translation>क्लाइंट का नाम; उसकी ID टूलटिप में है। नाम F2 से बदलता है</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>Type with which it connected</source>
        <translation>जिस प्रकार के रूप में यह कनेक्ट हुआ</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Messages never leave it</source>
        <translation>संदेश इससे बाहर कभी नहीं जाते</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>कनेक्ट हुआ</translation>
    </message>
    <message>
        <source>Time since it connected</source>
        <translation>कनेक्ट होने के बाद से समय</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>अंतिम संदेश</translation>
    </message>
    <message>
        <source>Time since the last message from it</source>
        <translation>इसके अंतिम संदेश के बाद से समय</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>दर</translation>
    </message>
    <message>
        <source>Messages per second from it, over the last 5 seconds</source>
        <translation>पिछले 5 सेकंड में इससे आए प्रति सेकंड संदेश</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>पता</translation>
    </message>
    <message>
        <source>Its address, or that of a proxy</source>
        <translation>इसका पता, या किसी प्रॉक्सी का</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>संदेश आए</translation>
    </message>
    <message>
        <source>Messages received from it</source>
        <translation>इससे मिले संदेश</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>संदेश गए</translation>
    </message>
    <message>
        <source>Messages sent to it</source>
        <translation>इसे भेजे गए संदेश</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>बाइट आए</translation>
    </message>
    <message>
        <source>Bytes received from it, messages only</source>
        <translation>इससे मिले बाइट, सिर्फ़ संदेशों के</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>बाइट गए</translation>
    </message>
    <message>
        <source>Bytes sent to it, frame headers included</source>
        <translation>इसे भेजे गए बाइट, फ़्रेम हेडर सहित</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>प्रतीक्षा में</translation>
    </message>
    <message>
        <source>Bytes that wait for it: a slow client has many</source>
        <translation>इसके लिए प्रतीक्षा में बाइट: धीमे क्लाइंट के बहुत होते हैं</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>यूज़र एजेंट</translation>
    </message>
    <message>
        <source>User agent that it names</source>
        <translation>यह अपना जो यूज़र एजेंट बताता है</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>Broker of the cluster that it is connected to</source>
        <translation>क्लस्टर का वह ब्रोकर जिससे यह कनेक्ट है</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>ऑरिजिन</translation>
    </message>
    <message>
        <source>Web page on which it runs</source>
        <translation>वह वेब पेज जिस पर यह चलता है</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>क्लाइंट</translation>
    </message>
    <message>
        <source>Filter traffic</source>
        <translation>ट्रैफ़िक फ़िल्टर करें</translation>
    </message>
    <message>
        <source>Shows the messages of the selected client, and those sent to it alone</source>
        <translation>चुने गए क्लाइंट के संदेश, और सिर्फ़ उसी को भेजे गए संदेश दिखाता है</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>इसे भेजें…</translation>
    </message>
    <message>
        <source>Opens the composer with a message to the selected client</source>
        <translation>चुने गए क्लाइंट के लिए संदेश के साथ कंपोज़र खोलता है</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID कॉपी करें</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>नाम बदलें…</translation>
    </message>
    <message>
        <source>Gives the selected client a name of your own</source>
        <translation>चुने गए क्लाइंट को आपका दिया हुआ नाम देता है</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>डिस्कनेक्ट करें…</translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation>क्लाइंट ढूँढें</translation>
    </message>
    <message>
        <source>Find by name, id, type, project, address or user agent</source>
        <translation>नाम, ID, प्रकार, प्रोजेक्ट, पते या यूज़र एजेंट से ढूँढें</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>कॉलम</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>कॉलम चुनें</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>सभी क्लाइंट दिखाएँ</translation>
    </message>
    <message>
        <source>Some broker of the cluster has not answered: its clients are missing here.</source>
        <translation>क्लस्टर के किसी ब्रोकर ने जवाब नहीं दिया: उसके क्लाइंट यहाँ नहीं हैं।</translation>
    </message>
    <message>
        <source>No client matches “%1”</source>
        <translation>“%1” से कोई क्लाइंट मेल नहीं खाता</translation>
    </message>
    <message>
        <source>Names, ids, types, projects, addresses and user agents are searched for every word.</source>
        <translation>नाम, ID, प्रकार, प्रोजेक्ट, पते और यूज़र एजेंट में हर शब्द ढूँढा जाता है।</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 में से %1</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 क्लाइंट</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients</source>
        <translation>
            <numerusform>%Ln क्लाइंट</numerusform>
            <numerusform>%Ln क्लाइंट</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients are selected.</source>
        <translation>
            <numerusform>%Ln क्लाइंट चुना गया है।</numerusform>
            <numerusform>%Ln क्लाइंट चुने गए हैं।</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a client to see all that is known of it.</source>
        <translation>क्लाइंट के बारे में सारी जानकारी देखने के लिए उसे चुनें।</translation>
    </message>
    <message>
        <source>Disconnect client %1?</source>
        <translation>क्लाइंट %1 को डिस्कनेक्ट करें?</translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>%Ln क्लाइंट को डिस्कनेक्ट करें?</numerusform>
            <numerusform>%Ln क्लाइंट को डिस्कनेक्ट करें?</numerusform>
        </translation>
    </message>
    <message>
        <source>Its connection is closed with code 4000. Most clients connect again by themselves.</source>
        <translation>इसका कनेक्शन कोड 4000 के साथ बंद किया जाएगा। ज़्यादातर क्लाइंट खुद फिर कनेक्ट हो जाते हैं।</translation>
    </message>
    <message>
        <source>Their connections are closed with code 4000. Most clients connect again by themselves.</source>
        <translation>इनके कनेक्शन कोड 4000 के साथ बंद किए जाएँगे। ज़्यादातर क्लाइंट खुद फिर कनेक्ट हो जाते हैं।</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>डिस्कनेक्ट करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsTable</name>
    <message>
        <source>Connected clients</source>
        <translation>कनेक्ट किए हुए क्लाइंट</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterModel</name>
    <message>
        <source>%1 (this broker)</source>
        <translation>%1 (यह ब्रोकर)</translation>
    </message>
    <message>
        <source>now</source>
        <translation>अभी</translation>
    </message>
    <message>
        <source>%1: a broker has another id after each start</source>
        <translation>%1: हर बार शुरू होने पर ब्रोकर की ID नई होती है</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 बाइट</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>Name of the broker: --cluster-name</source>
        <translation>ब्रोकर का नाम: --cluster-name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Id of the broker, new with each start</source>
        <translation>ब्रोकर की ID, हर बार शुरू होने पर नई</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>वर्शन</translation>
    </message>
    <message>
        <source>Version of its program</source>
        <translation>इसके प्रोग्राम का वर्शन</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>क्लाइंट</translation>
    </message>
    <message>
        <source>Clients that are connected to it</source>
        <translation>इससे कनेक्ट क्लाइंट</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Projects that have clients there</source>
        <translation>वे प्रोजेक्ट जिनके क्लाइंट वहाँ हैं</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>अंतिम संपर्क</translation>
    </message>
    <message>
        <source>Time since the latest sign of life</source>
        <translation>सक्रिय होने के अंतिम संकेत के बाद से समय</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>भेजे गए</translation>
    </message>
    <message>
        <source>Messages for clients there, since this broker met it</source>
        <translation>वहाँ के क्लाइंट के लिए संदेश, जब से यह ब्रोकर उससे मिला</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>पहुँचे</translation>
    </message>
    <message>
        <source>Those of them that it has taken</source>
        <translation>उनमें से जिन्हें उसने ले लिया</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>रास्ते में</translation>
    </message>
    <message>
        <source>Messages that have neither arrived nor been lost</source>
        <translation>वे संदेश जो न पहुँचे, न खोए</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>खोए</translation>
    </message>
    <message>
        <source>Messages that will not arrive; the tool tips say why</source>
        <translation>वे संदेश जो नहीं पहुँचेंगे; कारण टूलटिप में हैं</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>प्रतीक्षा में</translation>
    </message>
    <message>
        <source>Bytes here that wait to leave for it</source>
        <translation>उस तक जाने के लिए यहाँ प्रतीक्षा में बाइट</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>प्राप्त</translation>
    </message>
    <message>
        <source>Messages from its clients that came here</source>
        <translation>उसके क्लाइंट के संदेश जो यहाँ आए</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterPage</name>
    <message>
        <source>Brokers</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>क्लस्टर</translation>
    </message>
    <message>
        <source>other brokers cannot be reached</source>
        <translation>दूसरे ब्रोकर पहुँच से बाहर हैं</translation>
    </message>
    <message>
        <source>They share the projects of the namespace %1.</source>
        <translation>ये नेमस्पेस %1 के प्रोजेक्ट साझा करते हैं।</translation>
    </message>
    <message>
        <source>This is the only broker of the namespace %1. Others are listed here within seconds of their start.</source>
        <translation>यह नेमस्पेस %1 का अकेला ब्रोकर है। दूसरे ब्रोकर शुरू होने के कुछ सेकंड में यहाँ दिखते हैं।</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ब्रोकर चल नहीं रहा है</translation>
    </message>
    <message>
        <source>Nothing is known of a cluster</source>
        <translation>क्लस्टर के बारे में कुछ पता नहीं है</translation>
    </message>
    <message>
        <source>Asking the broker for its cluster</source>
        <translation>ब्रोकर से उसके क्लस्टर के बारे में पूछा जा रहा है</translation>
    </message>
    <message>
        <source>This broker is in no cluster</source>
        <translation>यह ब्रोकर किसी क्लस्टर में नहीं है</translation>
    </message>
    <message>
        <source>Several brokers can share their projects, so that clients meet on any of them. Start each with --cluster and the address of the same Redis server, and with the same --cluster-namespace.</source>
        <translation>कई ब्रोकर अपने प्रोजेक्ट साझा कर सकते हैं, ताकि क्लाइंट उनमें से किसी पर भी मिल सकें। हर ब्रोकर को --cluster और उसी Redis सर्वर के पते के साथ, और उसी --cluster-namespace के साथ शुरू करें।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterTable</name>
    <message>
        <source>Brokers of the cluster</source>
        <translation>क्लस्टर के ब्रोकर</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID कॉपी करें</translation>
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
        <translation>दूसरे ब्रोकर पहुँच से बाहर हैं</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached: %1</source>
        <translation>दूसरे ब्रोकर पहुँच से बाहर हैं: %1</translation>
    </message>
    <message>
        <source>Messages between brokers arrive</source>
        <translation>ब्रोकरों के बीच संदेश पहुँच रहे हैं</translation>
    </message>
    <message>
        <source>Messages between brokers arrive: %1</source>
        <translation>ब्रोकरों के बीच संदेश पहुँच रहे हैं: %1</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>अभी संपर्क नहीं हुआ</translation>
    </message>
    <message>
        <source>too much waited here to leave: Redis or the network is too slow</source>
        <translation>यहाँ बहुत कुछ जाने की प्रतीक्षा में था: Redis या नेटवर्क बहुत धीमा है</translation>
    </message>
    <message>
        <source>Redis did not take them: it could not be reached</source>
        <translation>Redis ने उन्हें नहीं लिया: वह पहुँच से बाहर था</translation>
    </message>
    <message>
        <source>the other broker did not listen: its connection to Redis was lost</source>
        <translation>दूसरा ब्रोकर सुन नहीं रहा था: Redis से उसका कनेक्शन टूट गया था</translation>
    </message>
    <message>
        <source>lost between Redis and the other broker: its connection was cut, or Redis’ buffer for it was full</source>
        <translation>Redis और दूसरे ब्रोकर के बीच खो गए: उसका कनेक्शन कट गया, या उसके लिए Redis का बफ़र भर गया था</translation>
    </message>
    <message>
        <source>the other broker was behind: it got more than it could deliver</source>
        <translation>दूसरा ब्रोकर पिछड़ गया था: उसे उससे ज़्यादा मिला जितना वह डिलीवर कर सकता था</translation>
    </message>
    <message>
        <source>the other broker did not know the project yet: its first client had just come</source>
        <translation>दूसरा ब्रोकर प्रोजेक्ट को अभी नहीं जानता था: उसका पहला क्लाइंट अभी-अभी आया था</translation>
    </message>
    <message>
        <source>the other broker was gone before it could take them</source>
        <translation>दूसरा ब्रोकर उन्हें ले पाने से पहले ही जा चुका था</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRuleRow</name>
    <message>
        <source>Red</source>
        <translation>लाल</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>नारंगी</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>पीला</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>हरा</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>फ़िरोज़ी</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>नीला</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>बैंगनी</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>स्लेटी</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>नियम चालू है</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>रंग</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाम</translation>
    </message>
    <message>
        <source>Name, optional</source>
        <translation>नाम, वैकल्पिक</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>फ़िल्टर</translation>
    </message>
    <message>
        <source>Filter, such as type == &quot;error&quot;</source>
        <translation>फ़िल्टर, जैसे type == &quot;error&quot;</translation>
    </message>
    <message>
        <source>The filter says which rows get the colour.</source>
        <translation>फ़िल्टर बताता है कि किन पंक्तियों को यह रंग मिलेगा।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRulesDialog</name>
    <message>
        <source>Add rule</source>
        <translation>नियम जोड़ें</translation>
    </message>
    <message>
        <source>Colour rules</source>
        <translation>रंग नियम</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>लागू करें</translation>
    </message>
    <message>
        <source>The first rule that matches a message colours its row. The tool tip of the row names the rule.</source>
        <translation>संदेश से मेल खाने वाला पहला नियम उसकी पंक्ति को रंगता है। पंक्ति की टूलटिप नियम का नाम बताती है।</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>ऊपर ले जाएँ</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>नीचे ले जाएँ</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>नियम हटाएँ</translation>
    </message>
    <message>
        <source>There is room for %1 rules.</source>
        <translation>ज़्यादा से ज़्यादा %1 नियमों की जगह है।</translation>
    </message>
    <message>
        <source>No row has a colour yet.</source>
        <translation>अभी किसी पंक्ति में रंग नहीं है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColumnLayout</name>
    <message>
        <source>Columns</source>
        <translation>कॉलम</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>कॉलम रीसेट करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>%Ln संदेश पर टिप्पणी</numerusform>
            <numerusform>%Ln संदेशों पर टिप्पणी</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Comment, shown in the row; leave it empty to remove it</source>
        <translation>टिप्पणी, जो पंक्ति में दिखेगी; हटाने के लिए खाली छोड़ें(&amp;C)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>सहेजें</translation>
    </message>
    <message>
        <source>The comment has %1 bytes of UTF-8, the most is %2.</source>
        <translation>टिप्पणी UTF-8 में %1 बाइट की है, सीमा %2 है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message>
        <source>added</source>
        <translation>जोड़ा गया</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>हटाया गया</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>बदला गया</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>पूरा संदेश</translation>
    </message>
    <message>
        <source>Compared parts</source>
        <translation>तुलना किए गए भाग</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>अंतर</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>पाथ</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>अंतर</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>चिह्नित</translation>
    </message>
    <message>
        <source>This</source>
        <translation>यह</translation>
    </message>
    <message>
        <source>State</source>
        <translation>स्थिति</translation>
    </message>
    <message>
        <source>Mark a message first: choose it in the list and press M.</source>
        <translation>पहले कोई संदेश चिह्नित करें: उसे सूची में चुनें और M दबाएँ।</translation>
    </message>
    <message>
        <source>Choose a message to compare with the marked one, %1.</source>
        <translation>चिह्नित संदेश (%1) से तुलना के लिए कोई संदेश चुनें।</translation>
    </message>
    <message>
        <source>These messages are too large to compare: %1 and %2.</source>
        <translation>ये संदेश तुलना के लिए बहुत बड़े हैं: %1 और %2।</translation>
    </message>
    <message>
        <source>One of the two messages is not JSON, so there is nothing to compare.</source>
        <translation>दोनों में से एक संदेश JSON नहीं है, इसलिए तुलना नहीं हो सकती।</translation>
    </message>
    <message>
        <source>No differences between %1 and %2.</source>
        <translation>%1 और %2 में कोई अंतर नहीं है।</translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1 (चिह्नित) और %2 (यह): %Ln से ज़्यादा अंतर, पहला दिखाया गया है।</numerusform>
            <numerusform>%1 (चिह्नित) और %2 (यह): %Ln से ज़्यादा अंतर, शुरुआती दिखाए गए हैं।</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1 (चिह्नित) और %2 (यह): %Ln अंतर।</numerusform>
            <numerusform>%1 (चिह्नित) और %2 (यह): %Ln अंतर।</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message>
        <source>Fault in the text</source>
        <translation>टेक्स्ट में गलती</translation>
    </message>
    <message>
        <source>Clients it would reach</source>
        <translation>यह जिन क्लाइंट तक पहुँचेगा</translation>
    </message>
    <message>
        <source>Result of sending</source>
        <translation>भेजने का नतीजा</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>भेजें</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>कंपोज़र</translation>
    </message>
    <message>
        <source>Send text that is not JSON, too</source>
        <translation>वह टेक्स्ट भी भेजें जो JSON नहीं है</translation>
    </message>
    <message>
        <source>Send as an admin client (%1)</source>
        <translation>admin क्लाइंट के रूप में भेजें (%1)</translation>
    </message>
    <message>
        <source>Older message</source>
        <translation>इससे पुराना संदेश</translation>
    </message>
    <message>
        <source>Newer message</source>
        <translation>इससे नया संदेश</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Save this message</source>
        <translation>यह संदेश सहेजें</translation>
    </message>
    <message>
        <source>This message is too large to edit (%1). It can be resent as it is.</source>
        <translation>यह संदेश संपादित करने के लिए बहुत बड़ा है (%1)। इसे बिना बदले फिर भेजा जा सकता है।</translation>
    </message>
    <message>
        <source>Not sent: a placeholder is unknown.</source>
        <translation>नहीं भेजा गया: एक प्लेसहोल्डर अज्ञात है।</translation>
    </message>
    <message>
        <source>This is not JSON. Send anyway: %1</source>
        <translation>यह JSON नहीं है। फिर भी भेजें: %1</translation>
    </message>
    <message>
        <source>The broker would reject it: %1</source>
        <translation>ब्रोकर इसे अस्वीकार कर देगा: %1</translation>
    </message>
    <message>
        <source>The broker answers this one itself.</source>
        <translation>इसका जवाब ब्रोकर खुद देता है।</translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>%Ln में से %1 क्लाइंट तक पहुँचेगा</numerusform>
            <numerusform>%Ln में से %1 क्लाइंट तक पहुँचेगा</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>%2 में से %1 क्लाइंट तक पहुँचेगा, और %Ln admin को कॉपी मिलेगी</numerusform>
            <numerusform>%2 में से %1 क्लाइंट तक पहुँचेगा, और %Ln admin को कॉपी मिलेगी</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerDock</name>
    <message>
        <source>Composer</source>
        <translation>कंपोज़र</translation>
    </message>
    <message>
        <source>&amp;Composer</source>
        <translation>कंपोज़र(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;how the composer</source>
        <translation>कंपोज़र दिखाएँ(&amp;H)</translation>
    </message>
    <message>
        <source>Close the composer</source>
        <translation>कंपोज़र बंद करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTemplates</name>
    <message>
        <source>To all of a type</source>
        <translation>एक प्रकार के सभी को</translation>
    </message>
    <message>
        <source>To one client</source>
        <translation>एक क्लाइंट को</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>सभी को</translation>
    </message>
    <message>
        <source>GraphQL query</source>
        <translation>GraphQL क्वेरी</translation>
    </message>
    <message>
        <source>Query response</source>
        <translation>क्वेरी का जवाब</translation>
    </message>
    <message>
        <source>Ping the broker</source>
        <translation>ब्रोकर को पिंग करें</translation>
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
        <translation>टेम्प्लेट</translation>
    </message>
    <message>
        <source>Begin with a message of one kind. Sending fills in %1.</source>
        <translation>किसी एक तरह के संदेश से शुरू करें। भेजते समय %1 भर दिए जाते हैं।</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>सहेजे गए</translation>
    </message>
    <message>
        <source>Messages that you have saved under a name (%1)</source>
        <translation>वे संदेश जिन्हें आपने नाम देकर सहेजा है (%1)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>पिछले</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down step through earlier messages</source>
        <translation>Ctrl+Up और Ctrl+Down से पिछले संदेशों में आगे-पीछे जाएँ</translation>
    </message>
    <message>
        <source>Earlier messages and drafts</source>
        <translation>पिछले संदेश और ड्राफ़्ट</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>फ़ॉर्मैट करें</translation>
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
        <translation>कुंजी को डेस्कटॉप की कीरिंग में रखें(&amp;K)</translation>
    </message>
    <message>
        <source>Connect to a broker</source>
        <translation>ब्रोकर से कनेक्ट करें</translation>
    </message>
    <message>
        <source>wss://broker.example.com or 10.0.0.5:8787</source>
        <translation>wss://broker.example.com या 10.0.0.5:8787</translation>
    </message>
    <message>
        <source>Empty: the key that is kept</source>
        <translation>खाली: पहले से रखी कुंजी</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>कनेक्ट करें</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>पता(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Service key, or viewer key to look only</source>
        <translation>सेवा कुंजी, या सिर्फ़ देखने के लिए व्यूअर कुंजी(&amp;S)</translation>
    </message>
    <message>
        <source>This is not the address of a broker. Give one such as wss://broker.example.com or 10.0.0.5:8787.</source>
        <translation>यह ब्रोकर का पता नहीं है। पता इस तरह दें: wss://broker.example.com या 10.0.0.5:8787।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectionBar</name>
    <message>
        <source>Connection</source>
        <translation>कनेक्शन</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>ब्रोकर चल नहीं रहा है। उसे सर्वर पेज पर शुरू करें।</translation>
    </message>
    <message>
        <source>Choose a project or type its name.</source>
        <translation>कोई प्रोजेक्ट चुनें या उसका नाम लिखें।</translation>
    </message>
    <message>
        <source>No project can have this name.</source>
        <translation>किसी प्रोजेक्ट का यह नाम नहीं हो सकता।</translation>
    </message>
    <message>
        <source>Connected as an admin client</source>
        <translation>admin क्लाइंट के रूप में कनेक्ट है</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>कनेक्ट हो रहा है…</translation>
    </message>
    <message>
        <source>Not connected; sending connects</source>
        <translation>कनेक्ट नहीं है; भेजने पर कनेक्ट होगा</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>कनेक्ट करें</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>डिस्कनेक्ट करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationCopy</name>
    <message>
        <source>Nothing was copied: a report has room for %1 messages. Select fewer, or export them.</source>
        <translation>कुछ कॉपी नहीं हुआ: रिपोर्ट में %1 संदेशों की जगह है। कम संदेश चुनें, या उन्हें एक्सपोर्ट करें।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>%Ln संदेश कॉपी हुआ, अनुरोधों और जवाबों के साथ।</numerusform>
            <numerusform>%Ln संदेश कॉपी हुए, अनुरोधों और जवाबों के साथ।</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>%Ln संदेश अकेला कॉपी हुआ: अनुरोध और जवाब तभी खोजे जाते हैं जब कॉलम “जवाब” दिखाया गया हो।</numerusform>
            <numerusform>%Ln संदेश अकेले कॉपी हुए: अनुरोध और जवाब तभी खोजे जाते हैं जब कॉलम “जवाब” दिखाया गया हो।</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message>
        <source>Only the first %1 of %2 are quoted.</source>
        <translation>%2 में से सिर्फ़ पहले %1 दिए गए हैं।</translation>
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
            <numerusform>और %Ln अन्य</numerusform>
            <numerusform>और %Ln अन्य</numerusform>
        </translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>डिलीवरी</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>नियम</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>The number of a message in a report, and its type</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>From</source>
        <translation>प्रेषक</translation>
    </message>
    <message>
        <source>To</source>
        <translation>प्रति</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>जवाब</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message>
        <source>Request %1 from %2 at %3</source>
        <extracomment>Type, sender, and time of a message</extracomment>
        <translation>अनुरोध %1, प्रेषक %2, समय %3</translation>
    </message>
    <message>
        <source>Error %1 from %2 at %3, after %4</source>
        <translation>त्रुटि %1, प्रेषक %2, समय %3, %4 बाद</translation>
    </message>
    <message>
        <source>Reply %1 from %2 at %3, after %4</source>
        <translation>जवाब %1, प्रेषक %2, समय %3, %4 बाद</translation>
    </message>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>%n और जवाब</numerusform>
            <numerusform>%n और जवाब</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsEmpty</name>
    <message>
        <source>Start demo traffic</source>
        <translation>डेमो ट्रैफ़िक शुरू करें</translation>
    </message>
    <message>
        <source>No message has arrived yet</source>
        <translation>अभी कोई संदेश नहीं आया</translation>
    </message>
    <message>
        <source>As soon as a client answers another one, the times of its replies are listed here. Demo traffic has some.</source>
        <translation>जैसे ही कोई क्लाइंट दूसरे को जवाब देगा, उसके जवाबों के समय यहाँ दिखेंगे। डेमो ट्रैफ़िक में ऐसे जवाब हैं।</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ब्रोकर चल नहीं रहा है</translation>
    </message>
    <message>
        <source>Requests and replies are found in its messages. The Server page says where the broker listens, and why a start failed.</source>
        <translation>अनुरोध और जवाब उसके संदेशों में खोजे जाते हैं। सर्वर पेज बताता है कि ब्रोकर कहाँ सुनता है, और वह शुरू क्यों नहीं हो सका।</translation>
    </message>
    <message>
        <source>Requests and replies are being found</source>
        <translation>अनुरोध और जवाब खोजे जा रहे हैं</translation>
    </message>
    <message>
        <source>%1 messages are left.</source>
        <translation>%1 संदेश बाकी हैं।</translation>
    </message>
    <message>
        <source>No request and no reply was found</source>
        <translation>कोई अनुरोध और कोई जवाब नहीं मिला</translation>
    </message>
    <message>
        <source>No request and no reply of %1 was found</source>
        <translation>%1 का कोई अनुरोध और कोई जवाब नहीं मिला</translation>
    </message>
    <message>
        <source>A reply repeats a value of its request. If yours do so in another field, write its path above, such as payload.job.id. With the rule next, the next message back to the sender counts as the reply.</source>
        <translation>जवाब अपने अनुरोध का कोई मान दोहराता है। अगर आपके जवाब ऐसा किसी दूसरे फ़ील्ड में करते हैं, तो उसका पाथ ऊपर लिखें, जैसे payload.job.id। नियम next में, प्रेषक को लौटने वाला अगला संदेश जवाब माना जाता है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsModel</name>
    <message>
        <source>no type</source>
        <translation>बिना प्रकार</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>any client</source>
        <translation>कोई भी क्लाइंट</translation>
    </message>
    <message>
        <source>any %1</source>
        <translation>कोई भी %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>वहाँ कोई नहीं</translation>
    </message>
    <message>
        <source>Half of the replies took at most so long.</source>
        <translation>आधे जवाबों में ज़्यादा से ज़्यादा इतना समय लगा।</translation>
    </message>
    <message>
        <source>95 of 100 replies took at most so long.</source>
        <translation>100 में से 95 जवाबों में ज़्यादा से ज़्यादा इतना समय लगा।</translation>
    </message>
    <message>
        <source>99 of 100 replies took at most so long.</source>
        <translation>100 में से 99 जवाबों में ज़्यादा से ज़्यादा इतना समय लगा।</translation>
    </message>
    <message>
        <source>Requests without a reply for 5 seconds or longer.</source>
        <translation>वे अनुरोध जिन्हें 5 सेकंड या उससे ज़्यादा से जवाब नहीं मिला।</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>अनुरोध</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>जवाब देने वाला</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>जवाब</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>त्रुटियाँ</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>बिना जवाब</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message>
        <source>Show messages</source>
        <translation>संदेश दिखाएँ</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>बातचीत</translation>
    </message>
    <message>
        <source>Shows the requests of the selected line, and the messages of the client that answers</source>
        <translation>चुनी गई पंक्ति के अनुरोध, और जवाब देने वाले क्लाइंट के संदेश दिखाता है</translation>
    </message>
    <message>
        <source>&amp;Rule for replies</source>
        <translation>जवाबों का नियम(&amp;R)</translation>
    </message>
    <message>
        <source>Rule for replies</source>
        <translation>जवाबों का नियम</translation>
    </message>
    <message>
        <source>auto tries the usual fields. Otherwise write the path of a value that a reply repeats, such as payload.requestId, or id -&gt; payload.inReplyTo, or next: the next message back to the sender. Several have commas between them; the first that finds a request counts.</source>
        <translation>auto आम फ़ील्ड आज़माता है। नहीं तो उस मान का पाथ लिखें जिसे जवाब दोहराता है, जैसे payload.requestId, या id -&gt; payload.inReplyTo, या next: प्रेषक को लौटने वाला अगला संदेश। एक से ज़्यादा हों तो बीच में कॉमा लगाएँ; अनुरोध ढूँढ लेने वाला पहला नियम माना जाता है।</translation>
    </message>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>%n और प्रोजेक्ट</numerusform>
            <numerusform>%n और प्रोजेक्ट</numerusform>
        </translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>%1 में मिला</translation>
    </message>
    <message>
        <source>Choose a line to see its reply times.</source>
        <translation>जवाबों के समय देखने के लिए कोई पंक्ति चुनें।</translation>
    </message>
    <message>
        <source>%1, answered by %2: p95 as a line, p50 dashed</source>
        <extracomment>Type of a request, and the client that answers it</extracomment>
        <translation>%1, जवाब %2 का: p95 ठोस रेखा, p50 टूटी रेखा</translation>
    </message>
    <message>
        <source>These requests have no reply.</source>
        <translation>इन अनुरोधों का कोई जवाब नहीं है।</translation>
    </message>
    <message>
        <source>%1 requests and replies</source>
        <translation>%1 अनुरोध और जवाब</translation>
    </message>
    <message>
        <source>%1, %2 left out by a limit</source>
        <translation>%1, सीमा के कारण %2 छोड़े गए</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsTable</name>
    <message>
        <source>Requests by type and answering client</source>
        <translation>प्रकार और जवाब देने वाले क्लाइंट के अनुसार अनुरोध</translation>
    </message>
</context>
<context>
    <name>broadcaster::CopyField</name>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 कॉपी करें</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>कॉपी हुआ</translation>
    </message>
</context>
<context>
    <name>broadcaster::CountsModel</name>
    <message>
        <source>All projects</source>
        <translation>सभी प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>संदेश</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>आकार</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>डिलीवर नहीं हुए</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
</context>
<context>
    <name>broadcaster::CrossingSection</name>
    <message>
        <source>Sent, less arrived, under way and lost: it is 0, or the program has a fault</source>
        <translation>भेजे गए में से पहुँचे, रास्ते में और खोए घटाकर: यह 0 है, वरना प्रोग्राम में खामी है</translation>
    </message>
    <message>
        <source>Messages to other brokers</source>
        <translation>दूसरे ब्रोकरों को संदेश</translation>
    </message>
    <message>
        <source>From this broker to all others, since it started.</source>
        <translation>शुरू होने के बाद से, इस ब्रोकर से बाकी सभी को।</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>भेजे गए</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>पहुँचे</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>रास्ते में</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>खोए</translation>
    </message>
    <message>
        <source>unaccounted for</source>
        <translation>बिना हिसाब के</translation>
    </message>
    <message>
        <source>batches from others were not read: they were of another version, or not signed as they should be</source>
        <translation>दूसरों के बैच नहीं पढ़े गए: वे किसी और वर्शन के थे, या उन पर सही हस्ताक्षर नहीं थे</translation>
    </message>
    <message>
        <source>No message was lost.</source>
        <translation>कोई संदेश नहीं खोया।</translation>
    </message>
    <message>
        <source>No message has left for another broker yet.</source>
        <translation>अभी कोई संदेश दूसरे ब्रोकर को नहीं गया है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::DatabaseSection</name>
    <message>
        <source>Database</source>
        <translation>डेटाबेस</translation>
    </message>
    <message>
        <source>Keeps API keys and usage. Never messages.</source>
        <translation>API कुंजियाँ और उपयोग रखता है। संदेश कभी नहीं।</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>दूसरा डेटाबेस</translation>
    </message>
    <message>
        <source>Another one: a file, or postgresql://user:password@host/database</source>
        <translation>दूसरा डेटाबेस: कोई फ़ाइल, या postgresql://user:password@host/database</translation>
    </message>
    <message>
        <source>It must be on one line.</source>
        <translation>यह एक ही लाइन में होना चाहिए।</translation>
    </message>
    <message>
        <source>Give a file, or a URL that begins with postgresql://.</source>
        <translation>कोई फ़ाइल दें, या ऐसा URL जो postgresql:// से शुरू हो।</translation>
    </message>
    <message>
        <source>The URL is not valid. Special characters in it are percent-encoded: @ is %40.</source>
        <translation>URL मान्य नहीं है। इसमें विशेष वर्ण प्रतिशत-एन्कोड होते हैं: @ के लिए %40।</translation>
    </message>
    <message>
        <source>Another database needs a restart. Keys and usage are not copied to the new database.</source>
        <translation>दूसरे डेटाबेस के लिए रीस्टार्ट करना होगा। कुंजियाँ और उपयोग नए डेटाबेस में कॉपी नहीं होते।</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>ब्रोकर के न चलने पर इस्तेमाल में नहीं।</translation>
    </message>
    <message>
        <source>Connected, everything counted is written.</source>
        <translation>कनेक्ट है, गिना गया सब कुछ लिखा जा चुका है।</translation>
    </message>
    <message>
        <source>Connected. Messages counted and not yet written: %1.</source>
        <translation>कनेक्ट है। गिने गए, पर अभी न लिखे गए संदेश: %1।</translation>
    </message>
    <message>
        <source>Not connected; the broker tries again by itself. Messages counted and not yet written: %1.</source>
        <translation>कनेक्ट नहीं है; ब्रोकर खुद फिर कोशिश करता है। गिने गए, पर अभी न लिखे गए संदेश: %1।</translation>
    </message>
    <message>
        <source>Failed writes so far: %1. Last error: %2</source>
        <translation>लिखने की अब तक विफल कोशिशें: %1। अंतिम त्रुटि: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DecodedView</name>
    <message>
        <source>Decoded value as a tree</source>
        <translation>डिकोड किया गया मान, ट्री के रूप में</translation>
    </message>
    <message>
        <source>Decoded value as text</source>
        <translation>डिकोड किया गया मान, टेक्स्ट के रूप में</translation>
    </message>
    <message>
        <source>This value cannot be decoded after all.</source>
        <translation>यह मान डिकोड नहीं हो सका।</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>%2 में से पहले %1</translation>
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
        <translation>किसी को नहीं भेजा गया</translation>
    </message>
    <message>
        <source>Sent to nobody, mirrored to %1</source>
        <translation>किसी को नहीं भेजा गया, %1 को मिरर किया गया</translation>
    </message>
    <message>
        <source>Sent to %1 of %2</source>
        <translation>%2 में से %1 को भेजा गया</translation>
    </message>
    <message>
        <source>Sent to %1 of %2, mirrored to %3</source>
        <translation>%2 में से %1 को भेजा गया, %3 को मिरर किया गया</translation>
    </message>
    <message>
        <source>Answered by the broker</source>
        <translation>जवाब ब्रोकर ने दिया</translation>
    </message>
    <message>
        <source>Not recorded: the file does not hold the receivers</source>
        <translation>रिकॉर्ड नहीं हुआ: फ़ाइल में प्राप्तकर्ता नहीं होते</translation>
    </message>
    <message>
        <source>Rejected, delivered to nobody</source>
        <translation>अस्वीकृत, किसी को डिलीवर नहीं हुआ</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>%1 कतार में</translation>
    </message>
    <message>
        <source>%1 dropped: too slow</source>
        <translation>%1 ड्रॉप: बहुत धीमा</translation>
    </message>
    <message>
        <source>%1 dropped: connection lost</source>
        <translation>%1 ड्रॉप: कनेक्शन टूटा</translation>
    </message>
    <message>
        <source>Sent: handed to the operating system. This does not say that the program at the other end has read it.
Queued: waits in the broker for a client that does not keep up.
Dropped: will not arrive, because the client was too slow or its connection ended first.
Passed on: another broker of the cluster has the client, and knows how far the message has come.</source>
        <translation>भेजा गया: ऑपरेटिंग सिस्टम को सौंपा गया। इसका मतलब यह नहीं कि दूसरे छोर के प्रोग्राम ने इसे पढ़ लिया है।
कतार में: ब्रोकर में ऐसे क्लाइंट के लिए रुका है जो पीछे चल रहा है।
ड्रॉप: नहीं पहुँचेगा, क्योंकि क्लाइंट बहुत धीमा था या उसका कनेक्शन पहले ही खत्म हो गया।
आगे सौंपा गया: क्लाइंट क्लस्टर के किसी दूसरे ब्रोकर के पास है, और वही जानता है कि संदेश कहाँ तक पहुँचा।</translation>
    </message>
    <message>
        <source>By rule 1: no client of this project has this id. It may have reconnected: ids are never reused.</source>
        <translation>नियम 1 के अनुसार: इस प्रोजेक्ट में इस ID का कोई क्लाइंट नहीं है। हो सकता है वह दोबारा कनेक्ट हुआ हो: ID कभी दोबारा इस्तेमाल नहीं होती।</translation>
    </message>
    <message>
        <source>By rule 1: to.id names a client of this project.</source>
        <translation>नियम 1 के अनुसार: to.id में इस प्रोजेक्ट का एक क्लाइंट दिया है।</translation>
    </message>
    <message>
        <source>By rule 2: no client of type %1 is connected except the sender.</source>
        <translation>नियम 2 के अनुसार: प्रेषक के सिवा %1 प्रकार का कोई क्लाइंट कनेक्ट नहीं है।</translation>
    </message>
    <message>
        <source>By rule 2: “%1” is not a type. There are runtime, data-agent and admin.</source>
        <translation>नियम 2 के अनुसार: “%1” कोई प्रकार नहीं है। प्रकार हैं runtime, data-agent और admin।</translation>
    </message>
    <message>
        <source>By rule 2: to.type names every client of that type except the sender.</source>
        <translation>नियम 2 के अनुसार: to.type में प्रेषक के सिवा उस प्रकार का हर क्लाइंट आता है।</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, and nobody else is connected except admins, which get no broadcasts.</source>
        <translation>नियम 3 के अनुसार: इसमें कोई प्राप्तकर्ता नहीं दिया है, और admin के सिवा, जिन्हें ब्रॉडकास्ट नहीं मिलते, कोई और कनेक्ट नहीं है।</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, so it is for everyone but the sender and admins.</source>
        <translation>नियम 3 के अनुसार: इसमें कोई प्राप्तकर्ता नहीं दिया है, इसलिए यह प्रेषक और admin को छोड़कर सभी के लिए है।</translation>
    </message>
    <message>
        <source>A PING is for the broker itself: its PONG goes to the sender alone.</source>
        <translation>PING खुद ब्रोकर के लिए होता है: उसका PONG सिर्फ़ प्रेषक को जाता है।</translation>
    </message>
    <message>
        <source>The message was invalid. The error that the sender got says why.</source>
        <translation>संदेश अमान्य था। प्रेषक को मिली त्रुटि कारण बताती है।</translation>
    </message>
    <message>
        <source>The broker said it to this client alone.</source>
        <translation>ब्रोकर ने यह सिर्फ़ इस क्लाइंट को बताया।</translation>
    </message>
    <message>
        <source>The broker said it to everyone in the project.</source>
        <translation>ब्रोकर ने यह प्रोजेक्ट में सभी को बताया।</translation>
    </message>
    <message>
        <source>The broker said it to the client whose message was at fault.</source>
        <translation>ब्रोकर ने यह उस क्लाइंट को बताया जिसके संदेश में गलती थी।</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryView</name>
    <message>
        <source>Delivery to each client</source>
        <translation>हर क्लाइंट को डिलीवरी</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients.</source>
        <translation>कैप्चर फ़ाइल में कनेक्ट किए हुए क्लाइंट नहीं होते।</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients: only clients that had not got the message are listed.</source>
        <translation>कैप्चर फ़ाइल में कनेक्ट किए हुए क्लाइंट नहीं होते: सूची में सिर्फ़ वे क्लाइंट हैं जिन्हें संदेश नहीं मिला था।</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>कोई संदेश नहीं चुना गया है।</translation>
    </message>
    <message>
        <source>The broker no longer knows the clients of that time. It remembers only the latest arrivals and departures.</source>
        <translation>ब्रोकर को उस समय के क्लाइंट अब याद नहीं हैं। वह सिर्फ़ हाल में आने-जाने वालों को याद रखता है।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>%Ln क्लाइंट, जिसे संदेश नहीं मिला, ऊपर गिना गया है, पर नीचे ऐसे दिखाया गया है मानो संदेश उसे भेजा गया हो।</numerusform>
            <numerusform>%Ln क्लाइंट, जिन्हें संदेश नहीं मिला, ऊपर गिने गए हैं, पर नीचे ऐसे दिखाए गए हैं मानो संदेश उन्हें भेजा गया हो।</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>इनमें से %Ln किसी दूसरे ब्रोकर से कनेक्ट है। ऊपर वह “भेजा गया” गिना जाता है।</numerusform>
            <numerusform>इनमें से %Ln दूसरे ब्रोकरों से कनेक्ट हैं। ऊपर वे “भेजा गया” गिने जाते हैं।</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailFollower</name>
    <message>
        <source>Details of the newest message</source>
        <translation>सबसे नए संदेश का विवरण</translation>
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
        <translation>संदेश के दृश्य</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>ट्री</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>रॉ</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>डिलीवरी</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>तुलना</translation>
    </message>
    <message>
        <source>Actions on the details</source>
        <translation>विवरण की कार्रवाइयाँ</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>विवरण छिपाएँ (Ctrl+D)</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>संदेश में ढूँढें</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>अगला मिलान ढूँढें</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>पिछला मिलान ढूँढें</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>सभी फैलाएँ</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>सभी समेटें</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>संदेश कॉपी करें</translation>
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
        <translation>संदेश का विवरण</translation>
    </message>
    <message>
        <source>Place of the details</source>
        <translation>विवरण की जगह</translation>
    </message>
    <message>
        <source>&amp;Automatic: at the right of wide windows</source>
        <translation>अपने-आप: चौड़ी विंडो में दाईं ओर(&amp;A)</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>दाईं ओर(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>नीचे(&amp;B)</translation>
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
        <translation>HAR, ब्राउज़र के लिए (*.har)</translation>
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
        <translation>सभी फ़ाइलें (*)</translation>
    </message>
</context>
<context>
    <name>broadcaster::EngineSection</name>
    <message>
        <source>Redis servers</source>
        <translation>Redis सर्वर</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>The servers that carry messages from broker to broker.</source>
        <translation>एक ब्रोकर से दूसरे तक संदेश ले जाने वाले सर्वर।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorLine</name>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorText</name>
    <message>
        <source>The broker does not accept a value.</source>
        <translation>ब्रोकर एक मान स्वीकार नहीं करता।</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>यह अब मौजूद नहीं है।</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>आपको यह करने का अधिकार नहीं है।</translation>
    </message>
    <message>
        <source>It does not fit the state that the broker is in. Try again.</source>
        <translation>ब्रोकर की मौजूदा स्थिति में यह नहीं हो सकता। फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The address is in use by another program. Stop that one or choose another port.</source>
        <translation>यह पता किसी दूसरे प्रोग्राम के इस्तेमाल में है। उसे रोकें या दूसरा पोर्ट चुनें।</translation>
    </message>
    <message>
        <source>There is no permission to listen on the address. Choose a port above 1023.</source>
        <translation>इस पते पर सुनने की अनुमति नहीं है। 1023 से ऊपर का पोर्ट चुनें।</translation>
    </message>
    <message>
        <source>The address is not one of this machine.</source>
        <translation>यह पता इस मशीन का नहीं है।</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be used.</source>
        <translation>सर्टिफ़िकेट या उसकी कुंजी इस्तेमाल नहीं की जा सकती।</translation>
    </message>
    <message>
        <source>The database cannot be created. Name another file.</source>
        <translation>डेटाबेस बनाया नहीं जा सकता। दूसरी फ़ाइल बताएँ।</translation>
    </message>
    <message>
        <source>The database cannot be used. Check its server or its file.</source>
        <translation>डेटाबेस इस्तेमाल नहीं किया जा सकता। उसका सर्वर या उसकी फ़ाइल जाँचें।</translation>
    </message>
    <message>
        <source>A newer version of this program has written the database. Update the program.</source>
        <translation>डेटाबेस इस प्रोग्राम के नए वर्शन ने लिखा है। प्रोग्राम अपडेट करें।</translation>
    </message>
    <message>
        <source>The database is damaged. Restore it from a backup.</source>
        <translation>डेटाबेस क्षतिग्रस्त है। उसे बैकअप से बहाल करें।</translation>
    </message>
    <message>
        <source>The database cannot be written to. Give the broker the right to write it.</source>
        <translation>डेटाबेस में लिखा नहीं जा सकता। ब्रोकर को उसमें लिखने का अधिकार दें।</translation>
    </message>
    <message>
        <source>Another program holds the database. Close it, or wait until it is done.</source>
        <translation>डेटाबेस किसी दूसरे प्रोग्राम ने पकड़ रखा है। उसे बंद करें, या उसका काम पूरा होने तक प्रतीक्षा करें।</translation>
    </message>
    <message>
        <source>The disk with the database is full. Make room; nothing counted is lost until then.</source>
        <translation>डेटाबेस वाली डिस्क भर गई है। जगह बनाएँ; तब तक गिनी गई कोई चीज़ नहीं खोएगी।</translation>
    </message>
    <message>
        <source>The database denies the broker a right, or refuses its password.</source>
        <translation>डेटाबेस ब्रोकर को कोई अधिकार नहीं दे रहा, या उसका पासवर्ड अस्वीकार कर रहा है।</translation>
    </message>
    <message>
        <source>A setting of the database, or of the way to it, must be changed.</source>
        <translation>डेटाबेस की, या उस तक पहुँचने की, कोई सेटिंग बदलनी होगी।</translation>
    </message>
    <message>
        <source>The database cannot store a value.</source>
        <translation>डेटाबेस एक मान सहेज नहीं सकता।</translation>
    </message>
    <message>
        <source>The broker is too busy. Try again in a moment.</source>
        <translation>ब्रोकर बहुत व्यस्त है। थोड़ी देर में फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>ब्रोकर चल नहीं रहा है। उसे सर्वर पेज पर शुरू करें।</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Stop that program, or choose another port; 0 takes any free one.</source>
        <translation>%1 का इस्तेमाल %2 कर रहा है। उस प्रोग्राम को रोकें, या दूसरा पोर्ट चुनें; 0 से कोई भी खाली पोर्ट लिया जाता है।</translation>
    </message>
    <message>
        <source>The project needs a name.</source>
        <translation>प्रोजेक्ट का नाम होना चाहिए।</translation>
    </message>
    <message>
        <source>The name of the project has %1 bytes; at most %2 are allowed.</source>
        <translation>प्रोजेक्ट का नाम %1 बाइट का है; ज़्यादा से ज़्यादा %2 की अनुमति है।</translation>
    </message>
    <message>
        <source>The name of the project is not UTF-8.</source>
        <translation>प्रोजेक्ट का नाम UTF-8 में नहीं है।</translation>
    </message>
    <message>
        <source>The name of the project has a control character, which is not allowed.</source>
        <translation>प्रोजेक्ट के नाम में कंट्रोल वर्ण है, जिसकी अनुमति नहीं है।</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4.</source>
        <translation>%1: %2 के बजाय %3 से %4 तक का मान होना चाहिए।</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 bytes.</source>
        <translation>%1: %2 के बजाय %3 से %4 बाइट तक का मान होना चाहिए।</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 seconds.</source>
        <translation>%1: %2 के बजाय %3 से %4 सेकंड तक का मान होना चाहिए।</translation>
    </message>
    <message>
        <source>%1: at most %2 are allowed.</source>
        <translation>%1: ज़्यादा से ज़्यादा %2 की अनुमति है।</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes are allowed.</source>
        <translation>%1: ज़्यादा से ज़्यादा %2 बाइट की अनुमति है।</translation>
    </message>
    <message>
        <source>%1: a value is needed.</source>
        <translation>%1: मान देना ज़रूरी है।</translation>
    </message>
    <message>
        <source>%1: “%2” is there twice.</source>
        <translation>%1: “%2” दो बार दिया गया है।</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or 0.0.0.0.</source>
        <translation>%1: “%2” 127.0.0.1, ::1 या 0.0.0.0 जैसा IP पता नहीं है।</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address or a network, such as 10.0.0.0/8.</source>
        <translation>%1: “%2” न IP पता है, न 10.0.0.0/8 जैसा नेटवर्क।</translation>
    </message>
    <message>
        <source>%1: “%2” is not an origin, such as https://app.example.com, or *.</source>
        <translation>%1: “%2” न https://app.example.com जैसा ऑरिजिन है, न *।</translation>
    </message>
    <message>
        <source>%1: “%2” is not a host, such as broker.example.com.</source>
        <translation>%1: “%2” broker.example.com जैसा होस्ट नहीं है।</translation>
    </message>
    <message>
        <source>%1: the value is not the address of a Redis server, such as redis://redis.example.com:6379, with special characters of the password percent-encoded.</source>
        <translation>%1: यह मान redis://redis.example.com:6379 जैसा Redis सर्वर का पता नहीं है, जिसमें पासवर्ड के विशेष वर्ण प्रतिशत-एन्कोड हों।</translation>
    </message>
    <message>
        <source>%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.</source>
        <translation>%1: “%2” में 1 से 64 तक अक्षर, अंक, बिंदु, हाइफ़न और अंडरस्कोर होने चाहिए।</translation>
    </message>
    <message>
        <source>%1 needs %2, too.</source>
        <translation>%1 के साथ %2 भी ज़रूरी है।</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Stop that one, or choose another port; 0 takes any free one.</source>
        <translation>%1 किसी दूसरे प्रोग्राम के इस्तेमाल में है। उसे रोकें, या दूसरा पोर्ट चुनें; 0 से कोई भी खाली पोर्ट लिया जाता है।</translation>
    </message>
    <message>
        <source>There is no permission to listen on %1. Ports below 1024 need privileges: choose a higher one.</source>
        <translation>%1 पर सुनने की अनुमति नहीं है। 1024 से नीचे के पोर्ट के लिए विशेष अधिकार चाहिए: ऊपर का पोर्ट चुनें।</translation>
    </message>
    <message>
        <source>The broker cannot listen on %1 (%2). Give an address of this machine.</source>
        <translation>ब्रोकर %1 पर सुन नहीं सकता (%2)। इस मशीन का पता दें।</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>सर्टिफ़िकेट फ़ाइल %1 पढ़ी नहीं जा सकती (%2)। ऐसी फ़ाइल बताएँ जिसे ब्रोकर पढ़ सके।</translation>
    </message>
    <message>
        <source>The certificate file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>सर्टिफ़िकेट फ़ाइल %1 में %2 से ज़्यादा बाइट हैं। कोई PEM फ़ाइल बताएँ।</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate. It must be PEM, with the server&apos;s certificate first and its signers behind it.</source>
        <translation>सर्टिफ़िकेट फ़ाइल %1 में कोई सर्टिफ़िकेट नहीं है। यह PEM होनी चाहिए, जिसमें पहले सर्वर का सर्टिफ़िकेट हो और उसके बाद उस पर हस्ताक्षर करने वालों के।</translation>
    </message>
    <message>
        <source>The certificate file %1 is damaged at certificate %2 (%3). Make it anew.</source>
        <translation>सर्टिफ़िकेट फ़ाइल %1 सर्टिफ़िकेट %2 पर क्षतिग्रस्त है (%3)। उसे नए सिरे से बनाएँ।</translation>
    </message>
    <message>
        <source>OpenSSL refuses the certificate in %1 (%2). Make one with a key of 2048 bits or more, or P-256.</source>
        <translation>OpenSSL %1 के सर्टिफ़िकेट को अस्वीकार करता है (%2)। 2048 या ज़्यादा बिट की कुंजी, या P-256 वाला सर्टिफ़िकेट बनाएँ।</translation>
    </message>
    <message>
        <source>The key file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>कुंजी फ़ाइल %1 पढ़ी नहीं जा सकती (%2)। ऐसी फ़ाइल बताएँ जिसे ब्रोकर पढ़ सके।</translation>
    </message>
    <message>
        <source>The key file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>कुंजी फ़ाइल %1 में %2 से ज़्यादा बाइट हैं। कोई PEM फ़ाइल बताएँ।</translation>
    </message>
    <message>
        <source>The key file %1 is open to others than its owner. Run chmod 600 on it.</source>
        <translation>कुंजी फ़ाइल %1 मालिक के अलावा दूसरों के लिए भी खुली है। उस पर chmod 600 चलाएँ।</translation>
    </message>
    <message>
        <source>The key file %1 has a passphrase. Take it off with openssl pkey.</source>
        <translation>कुंजी फ़ाइल %1 पर पासफ़्रेज़ है। उसे openssl pkey से हटाएँ।</translation>
    </message>
    <message>
        <source>The key file %1 holds no private key (%2). It must be PEM.</source>
        <translation>कुंजी फ़ाइल %1 में कोई निजी कुंजी नहीं है (%2)। यह PEM होनी चाहिए।</translation>
    </message>
    <message>
        <source>The key in %1 does not belong to the certificate in %2. Name the key that the certificate was made for.</source>
        <translation>%1 की कुंजी %2 के सर्टिफ़िकेट की नहीं है। वह कुंजी बताएँ जिसके लिए सर्टिफ़िकेट बना था।</translation>
    </message>
    <message>
        <source>OpenSSL cannot be used (%1).</source>
        <translation>OpenSSL इस्तेमाल नहीं किया जा सकता (%1)।</translation>
    </message>
    <message>
        <source>The database URL begins with %1://, which is not supported. Give the path of a SQLite file or a postgresql:// URL.</source>
        <translation>डेटाबेस का URL %1:// से शुरू होता है, जो समर्थित नहीं है। किसी SQLite फ़ाइल का पाथ या postgresql:// URL दें।</translation>
    </message>
    <message>
        <source>The database URL is not valid: two hexadecimal digits must follow each %. Write % itself as %25.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: हर % के बाद दो हेक्साडेसिमल अंक होने चाहिए। खुद % को %25 लिखें।</translation>
    </message>
    <message>
        <source>The database URL is not valid: a percent-encoded part is not UTF-8.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: प्रतिशत-एन्कोड किया हुआ एक भाग UTF-8 नहीं है।</translation>
    </message>
    <message>
        <source>The database URL is not valid: a part contains the character U+0000.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: एक भाग में वर्ण U+0000 है।</translation>
    </message>
    <message>
        <source>The database URL is not valid: the port is not a number from 1 to 65535.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: पोर्ट 1 से 65535 तक की संख्या नहीं है।</translation>
    </message>
    <message>
        <source>The database URL is not valid: it names several hosts, and only one is supported.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: इसमें कई होस्ट दिए हैं, जबकि सिर्फ़ एक समर्थित है।</translation>
    </message>
    <message>
        <source>The database URL is not valid: the IPv6 address must end with ], and only the port may follow.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: IPv6 पता ] पर खत्म होना चाहिए, और उसके बाद सिर्फ़ पोर्ट आ सकता है।</translation>
    </message>
    <message>
        <source>The database URL is not valid: an option does not have the form name=value.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: एक विकल्प name=value के रूप में नहीं है।</translation>
    </message>
    <message>
        <source>The database URL is not valid: the option %1 is not known.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: विकल्प %1 अज्ञात है।</translation>
    </message>
    <message>
        <source>The database URL is not valid: %1 cannot have this value.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: %1 का यह मान नहीं हो सकता।</translation>
    </message>
    <message>
        <source>The database URL is not valid: an @ comes after a / or ?. Write @, / and ? in a password as %40, %2F and %3F.</source>
        <translation>डेटाबेस का URL मान्य नहीं है: / या ? के बाद @ आता है। पासवर्ड में @, / और ? को %40, %2F और %3F लिखें।</translation>
    </message>
    <message>
        <source>The database is missing. Give the path of a file or a postgresql:// URL.</source>
        <translation>डेटाबेस नहीं दिया गया है। किसी फ़ाइल का पाथ या postgresql:// URL दें।</translation>
    </message>
    <message>
        <source>The path of the database contains the character U+0000.</source>
        <translation>डेटाबेस के पाथ में वर्ण U+0000 है।</translation>
    </message>
    <message>
        <source>The database :memory: would lose every key. Give the path of a file.</source>
        <translation>डेटाबेस :memory: हर कुंजी खो देगा। किसी फ़ाइल का पाथ दें।</translation>
    </message>
    <message>
        <source>The database %1 cannot be created, because its folder %2 cannot be. Create the folder or name another file.</source>
        <translation>डेटाबेस %1 बनाया नहीं जा सकता, क्योंकि उसका फ़ोल्डर %2 नहीं बन सकता। फ़ोल्डर बनाएँ या दूसरी फ़ाइल बताएँ।</translation>
    </message>
    <message>
        <source>The database %1 cannot be created (%2). Give the broker the right to write its folder, or name another file.</source>
        <translation>डेटाबेस %1 बनाया नहीं जा सकता (%2)। ब्रोकर को उसके फ़ोल्डर में लिखने का अधिकार दें, या दूसरी फ़ाइल बताएँ।</translation>
    </message>
    <message>
        <source>The database %1 is not a file. Name a file.</source>
        <translation>डेटाबेस %1 कोई फ़ाइल नहीं है। कोई फ़ाइल बताएँ।</translation>
    </message>
    <message>
        <source>The database %1 cannot be read. Give the broker the right to read and write it.</source>
        <translation>डेटाबेस %1 पढ़ा नहीं जा सकता। ब्रोकर को उसे पढ़ने और उसमें लिखने का अधिकार दें।</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it.</source>
        <translation>डेटाबेस %1 में लिखा नहीं जा सकता। ब्रोकर को उसमें लिखने का अधिकार दें।</translation>
    </message>
    <message>
        <source>The database %1 is in a folder that cannot be written to, where SQLite needs to keep its log. Give the broker the right to write the folder.</source>
        <translation>डेटाबेस %1 ऐसे फ़ोल्डर में है जिसमें लिखा नहीं जा सकता, जबकि SQLite को वहीं अपना लॉग रखना होता है। ब्रोकर को फ़ोल्डर में लिखने का अधिकार दें।</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another.</source>
        <translation>डेटाबेस %1 क्षतिग्रस्त है या डेटाबेस ही नहीं है। उसे बैकअप से बहाल करें या दूसरा बताएँ।</translation>
    </message>
    <message>
        <source>The database %1 is damaged (%2). Restore it from a backup.</source>
        <translation>डेटाबेस %1 क्षतिग्रस्त है (%2)। उसे बैकअप से बहाल करें।</translation>
    </message>
    <message>
        <source>The database %1 has the encoding %2, which cannot hold every name. Name a database with UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</source>
        <translation>डेटाबेस %1 की एन्कोडिंग %2 है, जिसमें हर नाम नहीं रखा जा सकता। UTF-8 वाला डेटाबेस बताएँ: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</translation>
    </message>
    <message>
        <source>The database %1 only lets itself be read and may be a standby. Name the primary server.</source>
        <translation>डेटाबेस %1 सिर्फ़ पढ़ा जा सकता है और शायद स्टैंडबाय है। प्राइमरी सर्वर बताएँ।</translation>
    </message>
    <message>
        <source>The database %1 was written by a newer version of this program (schema %2, known is %3). Update the program or name another database.</source>
        <translation>डेटाबेस %1 इस प्रोग्राम के नए वर्शन ने लिखा है (स्कीमा %2, ज्ञात %3)। प्रोग्राम अपडेट करें या दूसरा डेटाबेस बताएँ।</translation>
    </message>
    <message>
        <source>The database %1 needs Qt&apos;s SQL driver %2, which is not installed.</source>
        <translation>डेटाबेस %1 के लिए Qt का SQL ड्राइवर %2 चाहिए, जो इंस्टॉल नहीं है।</translation>
    </message>
    <message>
        <source>The database does not answer. Try again later.</source>
        <translation>डेटाबेस जवाब नहीं दे रहा है। बाद में फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The database is too slow: %1 jobs wait for it. Try again later.</source>
        <translation>डेटाबेस बहुत धीमा है: %1 काम उसकी प्रतीक्षा में हैं। बाद में फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The database %1 took too long. Try again.</source>
        <translation>डेटाबेस %1 ने बहुत समय लिया। फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The database %1 gave other rows than requested. Check whether another program shares its connection.</source>
        <translation>डेटाबेस %1 ने माँगी गई पंक्तियों के बजाय दूसरी पंक्तियाँ दीं। जाँचें कि कोई दूसरा प्रोग्राम उसका कनेक्शन तो इस्तेमाल नहीं कर रहा।</translation>
    </message>
    <message>
        <source>The file of the database %1 is missing. Move it back, or stop the broker and restore a backup.</source>
        <translation>डेटाबेस %1 की फ़ाइल गायब है। उसे वापस उसकी जगह रखें, या ब्रोकर रोकें और बैकअप बहाल करें।</translation>
    </message>
    <message>
        <source>The database %1 was replaced by another file. Move the first back, or restart the broker to use this one.</source>
        <translation>डेटाबेस %1 की जगह दूसरी फ़ाइल आ गई है। पहली वाली वापस रखें, या इसे इस्तेमाल करने के लिए ब्रोकर रीस्टार्ट करें।</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program or too busy. End the program that holds it, and try again. (%2)</source>
        <translation>डेटाबेस %1 किसी दूसरे प्रोग्राम ने लॉक किया है या वह बहुत व्यस्त है। उसे पकड़े हुए प्रोग्राम को बंद करें, और फिर कोशिश करें। (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it. (%2)</source>
        <translation>डेटाबेस %1 में लिखा नहीं जा सकता। ब्रोकर को उसमें लिखने का अधिकार दें। (%2)</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another. (%2)</source>
        <translation>डेटाबेस %1 क्षतिग्रस्त है या डेटाबेस ही नहीं है। उसे बैकअप से बहाल करें या दूसरा बताएँ। (%2)</translation>
    </message>
    <message>
        <source>The database %1 has no space left. Free some on its disk. (%2)</source>
        <translation>डेटाबेस %1 में जगह नहीं बची। उसकी डिस्क पर जगह खाली करें। (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot store a value. (%2)</source>
        <translation>डेटाबेस %1 एक मान सहेज नहीं सकता। (%2)</translation>
    </message>
    <message>
        <source>The database %1 refused a duplicate. (%2)</source>
        <translation>डेटाबेस %1 ने डुप्लीकेट अस्वीकार किया। (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be used. (%2)</source>
        <translation>डेटाबेस %1 इस्तेमाल नहीं किया जा सकता। (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached over TLS. Correct sslmode, sslrootcert, sslcert and sslkey in the URL, or the server&apos;s certificate. (%2)</source>
        <translation>डेटाबेस %1 तक TLS से नहीं पहुँचा जा सकता। URL में sslmode, sslrootcert, sslcert और sslkey, या सर्वर का सर्टिफ़िकेट ठीक करें। (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not exist. Create it: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</source>
        <translation>डेटाबेस %1 मौजूद नहीं है। उसे बनाएँ: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</translation>
    </message>
    <message>
        <source>The database %1 refuses the password. Correct it in the URL, or set it: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</source>
        <translation>डेटाबेस %1 पासवर्ड अस्वीकार करता है। उसे URL में ठीक करें, या सेट करें: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not let the broker in. Create the role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) or allow it in pg_hba.conf. (%2)</source>
        <translation>डेटाबेस %1 ब्रोकर को आने नहीं देता। रोल बनाएँ (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) या pg_hba.conf में उसकी अनुमति दें। (%2)</translation>
    </message>
    <message>
        <source>The database %1 may not be connected to. Run as its owner: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</source>
        <translation>डेटाबेस %1 से कनेक्ट करने की अनुमति नहीं है। उसके मालिक के रूप में चलाएँ: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</translation>
    </message>
    <message>
        <source>The database %1 denies the broker a right. Run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</source>
        <translation>डेटाबेस %1 ब्रोकर को कोई अधिकार नहीं देता। उसके मालिक के रूप में चलाएँ: GRANT USAGE, CREATE ON SCHEMA public TO %3; और, जहाँ टेबल किसी दूसरे रोल के हों: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</translation>
    </message>
    <message>
        <source>There is no active API key for the project %1.</source>
        <translation>प्रोजेक्ट %1 के लिए कोई सक्रिय API कुंजी नहीं है।</translation>
    </message>
    <message>
        <source>The project %1 has an active API key already.</source>
        <translation>प्रोजेक्ट %1 की एक सक्रिय API कुंजी पहले से है।</translation>
    </message>
    <message>
        <source>%1: at most %2 characters are allowed.</source>
        <translation>%1: ज़्यादा से ज़्यादा %2 वर्णों की अनुमति है।</translation>
    </message>
    <message>
        <source>%1: the character U+0000 is not allowed.</source>
        <translation>%1: वर्ण U+0000 की अनुमति नहीं है।</translation>
    </message>
    <message>
        <source>%1: half of a surrogate pair is not text.</source>
        <translation>%1: सरोगेट जोड़े का आधा हिस्सा टेक्स्ट नहीं है।</translation>
    </message>
    <message>
        <source>A text contains U+0000 or half of a surrogate pair, which no database can store.</source>
        <translation>किसी टेक्स्ट में U+0000 या सरोगेट जोड़े का आधा हिस्सा है, जिसे कोई डेटाबेस सहेज नहीं सकता।</translation>
    </message>
    <message>
        <source>The broker or the project %1 has no room for another connection. Disconnect a client, or raise the limit on the Server page.</source>
        <translation>ब्रोकर या प्रोजेक्ट %1 में एक और कनेक्शन की जगह नहीं है। किसी क्लाइंट को डिस्कनेक्ट करें, या सर्वर पेज पर सीमा बढ़ाएँ।</translation>
    </message>
    <message>
        <source>The composer could not connect to %1: %2</source>
        <translation>कंपोज़र %1 से कनेक्ट नहीं हो सका: %2</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed in the window or by an operator. Connect again to go on.</source>
        <translation>%1 से कंपोज़र का कनेक्शन विंडो में या किसी ऑपरेटर ने बंद किया। जारी रखने के लिए फिर कनेक्ट करें।</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed because the window could not read as fast as messages came. Connect again to go on.</source>
        <translation>%1 से कंपोज़र का कनेक्शन बंद किया गया, क्योंकि विंडो उतनी तेज़ी से नहीं पढ़ सकी जितनी तेज़ी से संदेश आए। जारी रखने के लिए फिर कनेक्ट करें।</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 ended with close code %2. %3</source>
        <translation>%1 से कंपोज़र का कनेक्शन क्लोज़ कोड %2 के साथ खत्म हुआ। %3</translation>
    </message>
    <message>
        <source>Choose a project to connect to.</source>
        <translation>कनेक्ट करने के लिए कोई प्रोजेक्ट चुनें।</translation>
    </message>
    <message>
        <source>The composer is connected to %1 projects already, and that is the most. Disconnect from one first.</source>
        <translation>कंपोज़र पहले से %1 प्रोजेक्ट से कनेक्ट है, और यही सीमा है। पहले किसी एक से डिस्कनेक्ट करें।</translation>
    </message>
    <message>
        <source>The composer disconnected before the message was sent.</source>
        <translation>संदेश भेजे जाने से पहले कंपोज़र डिस्कनेक्ट हो गया।</translation>
    </message>
    <message>
        <source>Too much waits to be sent to %1. Try again in a moment.</source>
        <translation>%1 को भेजने के लिए बहुत कुछ प्रतीक्षा में है। थोड़ी देर में फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>ब्रोकर से कोई कनेक्शन नहीं है।</translation>
    </message>
    <message>
        <source>The message is too big.</source>
        <translation>संदेश बहुत बड़ा है।</translation>
    </message>
    <message>
        <source>The message is not a JSON object.</source>
        <translation>संदेश JSON ऑब्जेक्ट नहीं है।</translation>
    </message>
    <message>
        <source>The field “from” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>फ़ील्ड “from” एनवेलप में एक से ज़्यादा बार आया है। इसे एक बार लिखें या छोड़ दें।</translation>
    </message>
    <message>
        <source>The field “to” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>फ़ील्ड “to” एनवेलप में एक से ज़्यादा बार आया है। इसे एक बार लिखें या छोड़ दें।</translation>
    </message>
    <message>
        <source>The field “to” must be an object or null.</source>
        <translation>फ़ील्ड “to” का मान ऑब्जेक्ट या null होना चाहिए।</translation>
    </message>
    <message>
        <source>The “id” in the field “to” must be a string.</source>
        <translation>फ़ील्ड “to” में “id” स्ट्रिंग होनी चाहिए।</translation>
    </message>
    <message>
        <source>The “type” in the field “to” must be a string.</source>
        <translation>फ़ील्ड “to” में “type” स्ट्रिंग होनी चाहिए।</translation>
    </message>
    <message>
        <source>A PING is for the broker alone. Give the message another type.</source>
        <translation>PING सिर्फ़ ब्रोकर के लिए होता है। संदेश को कोई दूसरा प्रकार दें।</translation>
    </message>
    <message>
        <source>The client sent more messages a second than it may.</source>
        <translation>क्लाइंट ने प्रति सेकंड अनुमति से ज़्यादा संदेश भेजे।</translation>
    </message>
    <message>
        <source>The clients that were connected then are no longer known: the message is too old.</source>
        <translation>उस समय कनेक्ट क्लाइंट अब ज्ञात नहीं हैं: संदेश बहुत पुराना है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::FiguresSection</name>
    <message>
        <source>the client was done</source>
        <translation>क्लाइंट का काम पूरा हुआ</translation>
    </message>
    <message>
        <source>the broker stopped, or the client&apos;s page was left</source>
        <translation>ब्रोकर रुका, या क्लाइंट का पेज छोड़ दिया गया</translation>
    </message>
    <message>
        <source>the client broke the WebSocket protocol</source>
        <translation>क्लाइंट ने WebSocket प्रोटोकॉल तोड़ा</translation>
    </message>
    <message>
        <source>the client closed and gave no reason</source>
        <translation>क्लाइंट ने बंद किया और कारण नहीं बताया</translation>
    </message>
    <message>
        <source>no close frame: the network, a proxy&apos;s timeout, or a crash</source>
        <translation>क्लोज़ फ़्रेम नहीं: नेटवर्क, प्रॉक्सी का टाइमआउट, या क्रैश</translation>
    </message>
    <message>
        <source>a text message was not UTF-8</source>
        <translation>कोई टेक्स्ट संदेश UTF-8 नहीं था</translation>
    </message>
    <message>
        <source>too many of its messages were invalid, or too much was unfinished</source>
        <translation>उसके बहुत से संदेश अमान्य थे, या बहुत कुछ अधूरा था</translation>
    </message>
    <message>
        <source>a message was larger than the limit</source>
        <translation>कोई संदेश सीमा से बड़ा था</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>आंतरिक त्रुटि</translation>
    </message>
    <message>
        <source>it was disconnected in the window, or by an operator&apos;s call</source>
        <translation>विंडो में, या ऑपरेटर की कॉल से डिस्कनेक्ट किया गया</translation>
    </message>
    <message>
        <source>its API key was revoked</source>
        <translation>उसकी API कुंजी निरस्त की गई</translation>
    </message>
    <message>
        <source>it read too slowly, and too much waited for it</source>
        <translation>उसने बहुत धीरे पढ़ा, और उसके लिए बहुत कुछ प्रतीक्षा में था</translation>
    </message>
    <message>
        <source>it sent more than its rate allows</source>
        <translation>उसने अपनी दर से ज़्यादा भेजा</translation>
    </message>
    <message>
        <source>it answered no pings</source>
        <translation>उसने पिंग का जवाब नहीं दिया</translation>
    </message>
    <message>
        <source>a reason of the client&apos;s own</source>
        <translation>क्लाइंट का अपना कोई कारण</translation>
    </message>
    <message>
        <source>No connection has ended yet.</source>
        <translation>अभी कोई कनेक्शन खत्म नहीं हुआ है।</translation>
    </message>
    <message>
        <source>refused since the start, because a limit was reached</source>
        <translation>शुरू होने के बाद से अस्वीकार किए गए, क्योंकि सीमा पूरी हो गई थी</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>आँकड़े</translation>
    </message>
    <message>
        <source>Connections now, and how they ended since the start.</source>
        <translation>अभी के कनेक्शन, और शुरू होने के बाद से वे कैसे खत्म हुए।</translation>
    </message>
    <message>
        <source>open, of %1 allowed</source>
        <translation>खुले, अनुमति %1 की</translation>
    </message>
    <message>
        <source>open</source>
        <translation>खुले</translation>
    </message>
    <message>
        <source>ended with %1: %2</source>
        <translation>%1 से खत्म: %2</translation>
    </message>
    <message>
        <source>the cluster took the broker for dead, and it began anew</source>
        <translation>क्लस्टर ने ब्रोकर को बंद मान लिया, और वह नए सिरे से शुरू हुआ</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterBox</name>
    <message>
        <source>Fault in the filter</source>
        <translation>फ़िल्टर में गलती</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>साफ़ करें</translation>
    </message>
    <message>
        <source>No client with this id has been seen. The ids of clients are new on every connection.</source>
        <translation>इस ID वाला कोई क्लाइंट नहीं देखा गया। क्लाइंट की ID हर कनेक्शन पर नई होती है।</translation>
    </message>
    <message>
        <source>Clear the filter with this id</source>
        <translation>इस ID वाला फ़िल्टर साफ़ करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterEdit</name>
    <message>
        <source>Filter: a word, or type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</source>
        <translation>फ़िल्टर: कोई शब्द, या type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>फ़िल्टर</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>पिछले फ़िल्टर</translation>
    </message>
    <message>
        <source>Earlier filters (Down in the empty field)</source>
        <translation>पिछले फ़िल्टर (खाली फ़ील्ड में Down)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>फ़िल्टर साफ़ करें</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>फ़िल्टर साफ़ करें (Esc)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>The name of an action, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>सुझाव</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterText</name>
    <message>
        <source>a value in the payload, by its path</source>
        <translation>पेलोड का कोई मान, उसके पाथ से</translation>
    </message>
    <message>
        <source>the message&apos;s own id</source>
        <translation>संदेश की अपनी ID</translation>
    </message>
    <message>
        <source>a value anywhere in the message</source>
        <translation>संदेश में कहीं भी कोई मान</translation>
    </message>
    <message>
        <source>the project&apos;s name</source>
        <translation>प्रोजेक्ट का नाम</translation>
    </message>
    <message>
        <source>the message&apos;s own name for its kind</source>
        <translation>संदेश अपनी किस्म को जो नाम देता है</translation>
    </message>
    <message>
        <source>the sender&apos;s id</source>
        <translation>प्रेषक की ID</translation>
    </message>
    <message>
        <source>the sender&apos;s type</source>
        <translation>प्रेषक का प्रकार</translation>
    </message>
    <message>
        <source>the client it was for</source>
        <translation>वह क्लाइंट जिसके लिए यह था</translation>
    </message>
    <message>
        <source>the type it was for</source>
        <translation>वह प्रकार जिसके लिए यह था</translation>
    </message>
    <message>
        <source>in bytes, or as 4KiB</source>
        <translation>बाइट में, या 4KiB के रूप में</translation>
    </message>
    <message>
        <source>12:01:02, or -5m before now</source>
        <translation>12:01:02, या अभी से पहले -5m</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error…</source>
        <translation>broadcast, routed, system, error…</translation>
    </message>
    <message>
        <source>how many it was sent to</source>
        <translation>कितनों को भेजा गया</translation>
    </message>
    <message>
        <source>the type of a request, also for its replies</source>
        <translation>अनुरोध का प्रकार, उसके जवाबों के लिए भी</translation>
    </message>
    <message>
        <source>answered, unanswered or error</source>
        <translation>answered, unanswered या error</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s</source>
        <translation>जवाब आने तक का समय, ms में या 1.5s के रूप में</translation>
    </message>
    <message>
        <source>the id of the client that replies</source>
        <translation>जवाब देने वाले क्लाइंट की ID</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>आपका चिह्नित किया हुआ</translation>
    </message>
    <message>
        <source>your comment on it</source>
        <translation>इस पर आपकी टिप्पणी</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>पूरा संदेश</translation>
    </message>
    <message>
        <source>and</source>
        <translation>और</translation>
    </message>
    <message>
        <source>or</source>
        <translation>या</translation>
    </message>
    <message>
        <source>first element</source>
        <translation>पहला एलिमेंट</translation>
    </message>
    <message>
        <source>is</source>
        <translation>है</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>नहीं है</translation>
    </message>
    <message>
        <source>has this text</source>
        <translation>इसमें यह टेक्स्ट है</translation>
    </message>
    <message>
        <source>fits a regular expression</source>
        <translation>रेगुलर एक्सप्रेशन से मेल खाता है</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>से ज़्यादा है</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>कम से कम है</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>से कम है</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ज़्यादा से ज़्यादा है</translation>
    </message>
    <message>
        <source>none of those it was for</source>
        <translation>जिनके लिए था, उनमें से कोई नहीं</translation>
    </message>
    <message>
        <source>some of them</source>
        <translation>उनमें से कुछ</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>उनमें से सभी</translation>
    </message>
    <message>
        <source>some have not taken it yet</source>
        <translation>कुछ ने इसे अभी नहीं लिया है</translation>
    </message>
    <message>
        <source>some will not get it</source>
        <translation>कुछ को यह नहीं मिलेगा</translation>
    </message>
    <message>
        <source>some were too slow for it</source>
        <translation>कुछ इसके लिए बहुत धीमे थे</translation>
    </message>
    <message>
        <source>some went before it was sent</source>
        <translation>कुछ इसके भेजे जाने से पहले चले गए</translation>
    </message>
    <message>
        <source>it has a reply, or is one</source>
        <translation>इसका जवाब है, या यह खुद जवाब है</translation>
    </message>
    <message>
        <source>it has no reply so far</source>
        <translation>अब तक इसका कोई जवाब नहीं है</translation>
    </message>
    <message>
        <source>the reply reports an error</source>
        <translation>जवाब में त्रुटि बताई गई है</translation>
    </message>
    <message>
        <source>one minute ago</source>
        <translation>एक मिनट पहले</translation>
    </message>
    <message>
        <source>five minutes ago</source>
        <translation>पाँच मिनट पहले</translation>
    </message>
    <message>
        <source>one hour ago</source>
        <translation>एक घंटा पहले</translation>
    </message>
    <message>
        <source>the broker itself</source>
        <translation>खुद ब्रोकर</translation>
    </message>
    <message>
        <source>To compare, write == instead of =.</source>
        <translation>तुलना के लिए = की जगह == लिखें।</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; instead of &amp;.</source>
        <translation>दो शर्तों के बीच &amp;&amp; लिखें, न कि &amp;।</translation>
    </message>
    <message>
        <source>Between two conditions write || instead of |.</source>
        <translation>दो शर्तों के बीच | की जगह || लिखें।</translation>
    </message>
    <message>
        <source>The quote is never closed.</source>
        <translation>उद्धरण चिह्न बंद नहीं हुआ है।</translation>
    </message>
    <message>
        <source>The filter is too long: it may have %1 characters.</source>
        <translation>फ़िल्टर बहुत लंबा है: इसमें %1 वर्ण हो सकते हैं।</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>फ़िल्टर में नेस्टिंग बहुत गहरी है।</translation>
    </message>
    <message>
        <source>There is no ( for this ).</source>
        <translation>इस ) के लिए कोई ( नहीं है।</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>यह ( बंद नहीं हुआ है।</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; or ||.</source>
        <translation>दो शर्तों के बीच &amp;&amp; या || लिखें।</translation>
    </message>
    <message>
        <source>This is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0].</source>
        <translation>यह पाथ नहीं है। payload.name, payload.&quot;any name&quot; या payload.list[0] लिखें।</translation>
    </message>
    <message>
        <source>There is no field %1. Members of the payload are written payload.%1.</source>
        <translation>%1 नाम का कोई फ़ील्ड नहीं है। पेलोड के सदस्य payload.%1 की तरह लिखे जाते हैं।</translation>
    </message>
    <message>
        <source>There is no field %1. Is %2 meant?</source>
        <translation>%1 नाम का कोई फ़ील्ड नहीं है। क्या मतलब %2 है?</translation>
    </message>
    <message>
        <source>Here only == != &lt; &lt;= &gt; &gt;= can be used.</source>
        <translation>यहाँ सिर्फ़ == != &lt; &lt;= &gt; &gt;= इस्तेमाल किए जा सकते हैं।</translation>
    </message>
    <message>
        <source>%1 can be compared by == and != only.</source>
        <translation>%1 की तुलना सिर्फ़ == और != से हो सकती है।</translation>
    </message>
    <message>
        <source>After %1 a value must follow, such as %2.</source>
        <translation>%1 के बाद कोई मान होना चाहिए, जैसे %2।</translation>
    </message>
    <message>
        <source>A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow or connection-lost.</source>
        <translation>इसके बाद प्राप्तकर्ताओं की संख्या होनी चाहिए, या nobody, partly, all, queued, dropped, too-slow या connection-lost।</translation>
    </message>
    <message>
        <source>A size must follow, such as 200 or 4KiB.</source>
        <translation>इसके बाद आकार होना चाहिए, जैसे 200 या 4KiB।</translation>
    </message>
    <message>
        <source>A duration must follow, such as 250, 250ms, 1.5s or 2m.</source>
        <translation>इसके बाद अवधि होनी चाहिए, जैसे 250, 250ms, 1.5s या 2m।</translation>
    </message>
    <message>
        <source>One of answered, unanswered and error must follow.</source>
        <translation>इसके बाद answered, unanswered या error में से एक होना चाहिए।</translation>
    </message>
    <message>
        <source>A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.</source>
        <translation>इसके बाद समय होना चाहिए, जैसे 12:01:02.5, 2026-01-28T12:01 या -5m।</translation>
    </message>
    <message>
        <source>Kinds of messages are %1.</source>
        <translation>संदेशों की किस्में हैं %1।</translation>
    </message>
    <message>
        <source>Not a regular expression: %1.</source>
        <translation>रेगुलर एक्सप्रेशन नहीं: %1।</translation>
    </message>
    <message>
        <source>After %1 a condition must follow.</source>
        <translation>%1 के बाद कोई शर्त होनी चाहिए।</translation>
    </message>
    <message>
        <source>Before %1 a field must stand, such as type or payload.name.</source>
        <translation>%1 से पहले कोई फ़ील्ड होना चाहिए, जैसे type या payload.name।</translation>
    </message>
    <message>
        <source>Before %1 a condition must stand.</source>
        <translation>%1 से पहले कोई शर्त होनी चाहिए।</translation>
    </message>
    <message>
        <source>the message has this text, in upper or lower case</source>
        <translation>संदेश में यह टेक्स्ट है, बड़े या छोटे अक्षरों में</translation>
    </message>
    <message>
        <source>it has both</source>
        <translation>इसमें दोनों हैं</translation>
    </message>
    <message>
        <source>it has these words, one behind the other</source>
        <translation>इसमें ये शब्द हैं, एक के बाद एक</translation>
    </message>
    <message>
        <source>the type is exactly this</source>
        <translation>प्रकार ठीक यही है</translation>
    </message>
    <message>
        <source>the type fits a regular expression</source>
        <translation>प्रकार रेगुलर एक्सप्रेशन से मेल खाता है</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>दोनों सही हैं</translation>
    </message>
    <message>
        <source>it was sent to nobody</source>
        <translation>यह किसी को नहीं भेजा गया</translation>
    </message>
    <message>
        <source>somebody will not get it</source>
        <translation>किसी को यह नहीं मिलेगा</translation>
    </message>
    <message>
        <source>a request without a reply so far</source>
        <translation>अब तक बिना जवाब का अनुरोध</translation>
    </message>
    <message>
        <source>the reply took longer</source>
        <translation>जवाब में ज़्यादा समय लगा</translation>
    </message>
    <message>
        <source>one of the two holds</source>
        <translation>दोनों में से एक सही है</translation>
    </message>
    <message>
        <source>the payload has such a member</source>
        <translation>पेलोड में ऐसा सदस्य है</translation>
    </message>
    <message>
        <source>names that are not words are quoted</source>
        <translation>जो नाम शब्द नहीं हैं, वे उद्धरण चिह्नों में आते हैं</translation>
    </message>
    <message>
        <source>a number inside the payload</source>
        <translation>पेलोड के अंदर कोई संख्या</translation>
    </message>
    <message>
        <source>it does not hold</source>
        <translation>यह सही नहीं है</translation>
    </message>
    <message>
        <source>of the last five minutes</source>
        <translation>पिछले पाँच मिनट के</translation>
    </message>
    <message>
        <source>the sender; the broker&apos;s own are from system</source>
        <translation>प्रेषक; ब्रोकर के अपने संदेशों का प्रेषक system है</translation>
    </message>
    <message>
        <source>id of the receiver</source>
        <translation>प्राप्तकर्ता की ID</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error, ping or rejected</source>
        <translation>broadcast, routed, system, error, ping या rejected</translation>
    </message>
    <message>
        <source>how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, connection-lost</source>
        <translation>कितनों को भेजा गया; या nobody, partly, all, queued, dropped, too-slow, connection-lost</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s; the id of its sender</source>
        <translation>जवाब आने तक का समय, ms में या 1.5s के रूप में; उसके प्रेषक की ID</translation>
    </message>
    <message>
        <source>in bytes: 200, 4KiB, 1.5MB</source>
        <translation>बाइट में: 200, 4KiB, 1.5MB</translation>
    </message>
    <message>
        <source>12:01:02.5 today, 2026-01-28T12:01, -5m before now</source>
        <translation>आज 12:01:02.5, 2026-01-28T12:01, या अभी से पहले -5m</translation>
    </message>
    <message>
        <source>your marks and comments on messages</source>
        <translation>संदेशों पर आपके चिह्न और टिप्पणियाँ</translation>
    </message>
    <message>
        <source>the whole message, as it was on the wire</source>
        <translation>पूरा संदेश, जैसा वह नेटवर्क पर था</translation>
    </message>
    <message>
        <source>the message&apos;s own id, and anything else in it</source>
        <translation>संदेश की अपनी ID, और उसमें बाकी सब कुछ</translation>
    </message>
    <message>
        <source>is, is not; != holds where the field is missing</source>
        <translation>है, नहीं है; फ़ील्ड न होने पर भी != सही होता है</translation>
    </message>
    <message>
        <source>numbers, sizes, times; text by its letters</source>
        <translation>संख्याएँ, आकार, समय; टेक्स्ट अक्षरों के क्रम से</translation>
    </message>
    <message>
        <source>has this text, in upper or lower case</source>
        <translation>इसमें यह टेक्स्ट है, बड़े या छोटे अक्षरों में</translation>
    </message>
    <message>
        <source>fits a regular expression; (?i) ignores the case of letters</source>
        <translation>रेगुलर एक्सप्रेशन से मेल खाता है; (?i) बड़े-छोटे अक्षरों का अंतर नहीं मानता</translation>
    </message>
    <message>
        <source>and, or, not; the words may be used too</source>
        <translation>और, या, नहीं; and, or, not शब्द भी चलते हैं</translation>
    </message>
    <message>
        <source>conditions inside are checked first</source>
        <translation>अंदर की शर्तें पहले जाँची जाती हैं</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>उदाहरण</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>फ़ील्ड</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>ऑपरेटर</translation>
    </message>
</context>
<context>
    <name>broadcaster::FindBar</name>
    <message>
        <source>Not found</source>
        <translation>नहीं मिला</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <extracomment>The number of a place that was found, of all that were found</extracomment>
        <translation>%2 से ज़्यादा में से %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 में से %1</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>संदेश में ढूँढें</translation>
    </message>
    <message>
        <source>Found places</source>
        <translation>मिलान</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>पिछला मिलान (Shift+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>अगला मिलान (F3)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>खोज बंद करें (Esc)</translation>
    </message>
</context>
<context>
    <name>broadcaster::HelpDialog</name>
    <message>
        <source>Filter language</source>
        <translation>फ़िल्टर की भाषा</translation>
    </message>
</context>
<context>
    <name>broadcaster::ImageView</name>
    <message>
        <source>Image in the message</source>
        <translation>संदेश में इमेज</translation>
    </message>
    <message>
        <source>This installation of Qt cannot read images of the type %1.</source>
        <translation>Qt का यह इंस्टॉलेशन %1 प्रकार की इमेज नहीं पढ़ सकता।</translation>
    </message>
    <message>
        <source>This image is damaged.</source>
        <translation>यह इमेज क्षतिग्रस्त है।</translation>
    </message>
    <message>
        <source>This image has %1 × %2 pixels. It is not shown, because it would take too much memory.</source>
        <translation>यह इमेज %1 × %2 पिक्सेल की है। इसे नहीं दिखाया गया, क्योंकि इसमें बहुत ज़्यादा मेमोरी लगती।</translation>
    </message>
</context>
<context>
    <name>broadcaster::IssuedKeyDialog</name>
    <message>
        <source>API key</source>
        <translation>API कुंजी</translation>
    </message>
    <message>
        <source>URL with key</source>
        <translation>कुंजी सहित URL</translation>
    </message>
    <message>
        <source>API key issued</source>
        <translation>API कुंजी जारी हुई</translation>
    </message>
    <message>
        <source>The key of the project %1</source>
        <translation>प्रोजेक्ट %1 की कुंजी</translation>
    </message>
    <message>
        <source>This key is shown only now. Store it: it cannot be shown again.</source>
        <translation>यह कुंजी सिर्फ़ अभी दिखाई जा रही है। इसे सुरक्षित रख लें: इसे दोबारा नहीं दिखाया जा सकता।</translation>
    </message>
    <message>
        <source>Clients add &amp;apiKey= and the key to their URL, or send it in the header x-api-key.</source>
        <translation>क्लाइंट अपने URL में &amp;apiKey= और कुंजी जोड़ते हैं, या उसे x-api-key हेडर में भेजते हैं।</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>मैंने इसे रख लिया है</translation>
    </message>
    <message>
        <source>Type of the client</source>
        <translation>क्लाइंट का प्रकार</translation>
    </message>
    <message>
        <source>Copy URL with key</source>
        <translation>कुंजी सहित URL कॉपी करें</translation>
    </message>
    <message>
        <source>The URL contains the key: everybody who has the URL can connect</source>
        <translation>URL में कुंजी है: जिसके पास URL है, वह कनेक्ट कर सकता है</translation>
    </message>
    <message>
        <source>URL for a client of type</source>
        <translation>इस प्रकार के क्लाइंट के लिए URL</translation>
    </message>
    <message>
        <source>Close without storing the key?</source>
        <translation>कुंजी रखे बिना बंद करें?</translation>
    </message>
    <message>
        <source>It cannot be shown again. If it is lost, revoke it and issue another.</source>
        <translation>इसे दोबारा नहीं दिखाया जा सकता। अगर यह खो जाए, तो इसे निरस्त करें और दूसरी जारी करें।</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>फ़ॉर्मैट करें</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>भेजने का संदेश</translation>
    </message>
    <message>
        <source>Indent the text anew (%1)</source>
        <translation>टेक्स्ट फिर से इंडेंट करें (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonErrorText</name>
    <message>
        <source>there is no text</source>
        <translation>कोई टेक्स्ट नहीं है</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>टेक्स्ट समय से पहले खत्म होता है</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>यहाँ एक मान होना चाहिए</translation>
    </message>
    <message>
        <source>a name in double quotes is expected here</source>
        <translation>यहाँ दोहरे उद्धरण चिह्नों में नाम होना चाहिए</translation>
    </message>
    <message>
        <source>a colon is expected here</source>
        <translation>यहाँ कोलन होना चाहिए</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is expected here</source>
        <translation>यहाँ कॉमा या बंद करने वाला कोष्ठक होना चाहिए</translation>
    </message>
    <message>
        <source>this is not a JSON number</source>
        <translation>यह JSON संख्या नहीं है</translation>
    </message>
    <message>
        <source>this is not a JSON escape</source>
        <translation>यह JSON एस्केप नहीं है</translation>
    </message>
    <message>
        <source>a line break or another control character must be escaped here</source>
        <translation>यहाँ नई लाइन या दूसरे कंट्रोल वर्ण को एस्केप करना ज़रूरी है</translation>
    </message>
    <message>
        <source>nothing may follow the end</source>
        <translation>अंत के बाद कुछ नहीं आ सकता</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>ये बाइट UTF-8 नहीं हैं</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>%1 स्तर से ज़्यादा गहरी नेस्टिंग</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>लाइन %1, कॉलम %2: %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>नाम</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>मान</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>एनवेलप</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeView</name>
    <message>
        <source>No message is selected.</source>
        <translation>कोई संदेश नहीं चुना गया है।</translation>
    </message>
    <message>
        <source>Message as a tree</source>
        <translation>संदेश, ट्री के रूप में</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>इस पर फ़िल्टर करें</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>इसे बाहर रखें</translation>
    </message>
    <message>
        <source>Show as column</source>
        <translation>कॉलम के रूप में दिखाएँ</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>पाथ कॉपी करें</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>मान कॉपी करें</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>नीचे के सभी फैलाएँ</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>सभी समेटें</translation>
    </message>
    <message>
        <source>This is not JSON. %1.</source>
        <translation>यह JSON नहीं है। %1।</translation>
    </message>
    <message>
        <source>There is nothing in this message.</source>
        <translation>इस संदेश में कुछ नहीं है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptButton</name>
    <message>
        <source>How many messages are kept. Click to change it.</source>
        <translation>कितने संदेश रखे जाते हैं। बदलने के लिए क्लिक करें।</translation>
    </message>
    <message>
        <source>%1 of %2 kept, %3 of %4</source>
        <extracomment>Messages kept, most that are; memory taken, most that is</extracomment>
        <translation>%2 में से %1 रखे गए, %4 में से %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptPopUp</name>
    <message>
        <source>Messages kept</source>
        <translation>रखे गए संदेश</translation>
    </message>
    <message>
        <source>Messages kept at most</source>
        <translation>अधिकतम रखे जाने वाले संदेश</translation>
    </message>
    <message>
        <source>Memory they take at most, in MiB</source>
        <translation>उनकी अधिकतम मेमोरी, MiB में</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>संदेश</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>मेमोरी</translation>
    </message>
    <message>
        <source>The oldest messages go first. At least %1 messages and %2 MiB can be kept.</source>
        <translation>सबसे पुराने संदेश पहले हटते हैं। कम से कम %1 संदेश और %2 MiB रखे जा सकते हैं।</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message>
        <source>No key was issued. %1</source>
        <translation>कोई कुंजी जारी नहीं हुई। %1</translation>
    </message>
    <message>
        <source>No key was issued to %1. %2</source>
        <translation>%1 के लिए कोई कुंजी जारी नहीं हुई। %2</translation>
    </message>
    <message>
        <source>%1 had a key a moment ago. Issue it again.</source>
        <translation>एक पल पहले %1 की कुंजी मौजूद थी। फिर से जारी करें।</translation>
    </message>
    <message>
        <source>Replace the key of %1?</source>
        <translation>%1 की कुंजी बदलें?</translation>
    </message>
    <message>
        <source>The project has an active key since %1, and can have only one. Replacing it closes the connections that use it, and nobody can connect with it any more.</source>
        <translation>%1 से प्रोजेक्ट की एक सक्रिय कुंजी है, और एक ही हो सकती है। उसे बदलने पर उसे इस्तेमाल करने वाले कनेक्शन बंद हो जाएँगे, और उससे फिर कोई कनेक्ट नहीं कर सकेगा।</translation>
    </message>
    <message>
        <source>Revoke and issue</source>
        <translation>निरस्त करके जारी करें</translation>
    </message>
    <message>
        <source>The key of %1 was not revoked. %2</source>
        <translation>%1 की कुंजी निरस्त नहीं हुई। %2</translation>
    </message>
    <message>
        <source>No connection uses it now.</source>
        <translation>अभी कोई कनेक्शन इसे इस्तेमाल नहीं कर रहा।</translation>
    </message>
    <message>
        <source>1 connection that uses it will be closed.</source>
        <translation>इसे इस्तेमाल करने वाला 1 कनेक्शन बंद हो जाएगा।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>इसे इस्तेमाल करने वाला %Ln कनेक्शन बंद हो जाएगा।</numerusform>
            <numerusform>इसे इस्तेमाल करने वाले %Ln कनेक्शन बंद हो जाएँगे।</numerusform>
        </translation>
    </message>
    <message>
        <source>The project requires a key: nobody can connect until you issue another.</source>
        <translation>प्रोजेक्ट में कुंजी ज़रूरी है: दूसरी जारी होने तक कोई कनेक्ट नहीं कर सकेगा।</translation>
    </message>
    <message>
        <source>Nobody can connect with it any more. This cannot be undone.</source>
        <translation>इससे फिर कोई कनेक्ट नहीं कर सकेगा। इसे पूर्ववत नहीं किया जा सकता।</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>%1 की कुंजी निरस्त करें?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>निरस्त करें</translation>
    </message>
    <message>
        <source>Require a key for %1?</source>
        <translation>%1 के लिए कुंजी ज़रूरी करें?</translation>
    </message>
    <message>
        <source>Clients without the key are refused from now on. Those connected stay.</source>
        <translation>अब से बिना कुंजी वाले क्लाइंट अस्वीकार किए जाएँगे। जो कनेक्ट हैं, वे बने रहेंगे।</translation>
    </message>
    <message>
        <source>Clients without a key are refused from now on, and this project has none: nobody can connect until you issue one. Those connected stay.</source>
        <translation>अब से बिना कुंजी वाले क्लाइंट अस्वीकार किए जाएँगे, और इस प्रोजेक्ट की कोई कुंजी नहीं है: आपके जारी करने तक कोई कनेक्ट नहीं कर सकेगा। जो कनेक्ट हैं, वे बने रहेंगे।</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>कुंजी ज़रूरी करें</translation>
    </message>
    <message>
        <source>No longer require a key for %1?</source>
        <translation>%1 के लिए कुंजी ज़रूरी न रखें?</translation>
    </message>
    <message>
        <source>Every client that reaches the broker can join the project from now on.</source>
        <translation>अब से ब्रोकर तक पहुँचने वाला हर क्लाइंट प्रोजेक्ट में शामिल हो सकेगा।</translation>
    </message>
    <message>
        <source>Require none</source>
        <translation>ज़रूरी न रखें</translation>
    </message>
    <message>
        <source>The setting of %1 was not changed. %2</source>
        <translation>%1 की सेटिंग नहीं बदली। %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeySection</name>
    <message>
        <source>Service key</source>
        <translation>सेवा कुंजी</translation>
    </message>
    <message>
        <source>Needed to manage keys over HTTP, not in this window.</source>
        <translation>HTTP से कुंजियाँ प्रबंधित करने के लिए ज़रूरी, इस विंडो में नहीं।</translation>
    </message>
    <message>
        <source>Remove the service key</source>
        <translation>सेवा कुंजी हटाएँ</translation>
    </message>
    <message>
        <source>new service key</source>
        <translation>नई सेवा कुंजी</translation>
    </message>
    <message>
        <source>New service key</source>
        <translation>नई सेवा कुंजी</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>जनरेट करें</translation>
    </message>
    <message>
        <source>Generate a service key</source>
        <translation>सेवा कुंजी जनरेट करें</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>ज़्यादा से ज़्यादा %1 बाइट।</translation>
    </message>
    <message>
        <source>Use letters, digits and signs of ASCII only, without spaces.</source>
        <translation>सिर्फ़ ASCII के अक्षर, अंक और चिह्न इस्तेमाल करें, बिना स्पेस के।</translation>
    </message>
    <message>
        <source>A service key is set.</source>
        <translation>सेवा कुंजी सेट है।</translation>
    </message>
    <message>
        <source>No service key is set: those calls answer 503.</source>
        <translation>कोई सेवा कुंजी सेट नहीं है: उन कॉल का जवाब 503 होता है।</translation>
    </message>
    <message>
        <source>Copy it now: once applied it is not shown again.</source>
        <translation>इसे अभी कॉपी करें: लागू होने के बाद यह दोबारा नहीं दिखेगी।</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysModel</name>
    <message>
        <source>not required</source>
        <translation>ज़रूरी नहीं</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>कुंजी नहीं</translation>
    </message>
    <message>
        <source>never</source>
        <translation>कभी नहीं</translation>
    </message>
    <message>
        <source>required</source>
        <translation>ज़रूरी</translation>
    </message>
    <message>
        <source>Its clients connect with the key</source>
        <translation>इसके क्लाइंट कुंजी से कनेक्ट होते हैं</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>How the key begins: the rest is not kept</source>
        <translation>कुंजी की शुरुआत: बाकी नहीं रखी जाती</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>कुंजी</translation>
    </message>
    <message>
        <source>Description given when it was issued</source>
        <translation>जारी करते समय दिया गया विवरण</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Clients connected with the key now</source>
        <translation>अभी इस कुंजी से कनेक्ट क्लाइंट</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>कनेक्शन</translation>
    </message>
    <message>
        <source>When it was issued</source>
        <translation>कब जारी हुई</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>बनाई गई</translation>
    </message>
    <message>
        <source>When a client last connected with it</source>
        <translation>इससे कोई क्लाइंट अंतिम बार कब कनेक्ट हुआ</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>अंतिम उपयोग</translation>
    </message>
    <message>
        <source>Issuer by their own account</source>
        <translation>जारी करने वाला, उसी के बताए अनुसार</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>किसने बनाई</translation>
    </message>
    <message>
        <source>Whether clients without the key are refused</source>
        <translation>क्या बिना कुंजी वाले क्लाइंट अस्वीकार किए जाते हैं</translation>
    </message>
    <message>
        <source>Key required</source>
        <translation>कुंजी ज़रूरी</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>API कुंजियाँ</translation>
    </message>
    <message>
        <source>Issue key…</source>
        <translation>कुंजी जारी करें…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>निरस्त करें…</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>कुंजी ज़रूरी करें</translation>
    </message>
    <message>
        <source>Refuse clients of the selected project without a key</source>
        <translation>चुने गए प्रोजेक्ट के बिना कुंजी वाले क्लाइंट अस्वीकार करें</translation>
    </message>
    <message>
        <source>Copy prefix</source>
        <translation>प्रीफ़िक्स कॉपी करें</translation>
    </message>
    <message>
        <source>Copy project</source>
        <translation>प्रोजेक्ट कॉपी करें</translation>
    </message>
    <message>
        <source>Projects and their API keys</source>
        <translation>प्रोजेक्ट और उनकी API कुंजियाँ</translation>
    </message>
    <message>
        <source>Reading the keys</source>
        <translation>कुंजियाँ पढ़ी जा रही हैं</translation>
    </message>
    <message>
        <source>No project has a key yet</source>
        <translation>अभी किसी प्रोजेक्ट की कुंजी नहीं है</translation>
    </message>
    <message>
        <source>Without a key, every client that reaches the broker can join any project. Issue a key to a project, give it to its clients, and require it: from then on, clients without it are refused.</source>
        <translation>कुंजी न होने पर, ब्रोकर तक पहुँचने वाला हर क्लाइंट किसी भी प्रोजेक्ट में शामिल हो सकता है। प्रोजेक्ट के लिए कुंजी जारी करें, उसे उसके क्लाइंट को दें, और उसे ज़रूरी करें: तब से उसके बिना आने वाले क्लाइंट अस्वीकार किए जाएँगे।</translation>
    </message>
    <message>
        <source>This window may not see API keys</source>
        <translation>इस विंडो को API कुंजियाँ देखने की अनुमति नहीं है</translation>
    </message>
    <message>
        <source>The keys cannot be read. %1</source>
        <translation>कुंजियाँ पढ़ी नहीं जा सकतीं। %1</translation>
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
        <translation>ब्राउज़ करें…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>ब्राउज़ करें: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number, its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each must be %1. Commas stand between them, at most %2.</source>
        <translation>हर प्रविष्टि यह होनी चाहिए: %1। बीच में कॉमा लगाएँ, ज़्यादा से ज़्यादा %2 प्रविष्टियाँ।</translation>
    </message>
    <message>
        <source>Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.</source>
        <translation>%1 से %2 तक होना चाहिए, 65536, 64 KiB या 16 MiB की तरह लिखा हुआ।</translation>
    </message>
    <message>
        <source>Must be whole seconds, %1 to %2.</source>
        <translation>%1 से %2 तक, पूरे सेकंड में होना चाहिए।</translation>
    </message>
    <message>
        <source>Must be a whole number from %1 to %2.</source>
        <translation>%1 से %2 तक की पूर्ण संख्या होनी चाहिए।</translation>
    </message>
    <message>
        <source>%1 %2 to %3, default %4.</source>
        <comment>an explanation, then the bounds</comment>
        <translation>%1 %2 से %3, डिफ़ॉल्ट %4।</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkActions</name>
    <message>
        <source>Try now</source>
        <translation>अभी कोशिश करें</translation>
    </message>
    <message>
        <source>Give a key…</source>
        <translation>कुंजी दें…</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>इस सर्टिफ़िकेट पर भरोसा करें…</translation>
    </message>
    <message>
        <source>&amp;Connect to broker…</source>
        <translation>ब्रोकर से कनेक्ट करें(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Band colour</source>
        <translation>पट्टी का रंग(&amp;B)</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkBand</name>
    <message>
        <source>%1, looking only</source>
        <translation>%1, सिर्फ़ देखने के लिए</translation>
    </message>
    <message>
        <source>Machine %1, version %2</source>
        <translation>मशीन %1, वर्शन %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkPage</name>
    <message>
        <source>Not connected</source>
        <translation>कनेक्ट नहीं है</translation>
    </message>
    <message>
        <source>Connect to a broker to see its clients and its traffic.</source>
        <translation>किसी ब्रोकर के क्लाइंट और ट्रैफ़िक देखने के लिए उससे कनेक्ट करें।</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>%1 से कनेक्शन नहीं है</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>%1 से कनेक्ट हो रहा है</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkText</name>
    <message>
        <source>The certificate of %1 is for another name, %2. Connect by that name.</source>
        <translation>%1 का सर्टिफ़िकेट किसी दूसरे नाम, %2, के लिए है। उसी नाम से कनेक्ट करें।</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust. It was renewed, or somebody stands between.
SHA-256: %2</source>
        <translation>%1 का सर्टिफ़िकेट वह नहीं है जिस पर आप भरोसा करते हैं। या तो उसका नवीनीकरण हुआ है, या बीच में कोई है।
SHA-256: %2</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1 (%2).
SHA-256: %3</source>
        <translation>यहाँ विश्वसनीय मानी जाने वाली कोई भी अथॉरिटी %1 के सर्टिफ़िकेट की पुष्टि नहीं करती (%2)।
SHA-256: %3</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>कनेक्ट नहीं है</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>कनेक्ट हो रहा है…</translation>
    </message>
    <message>
        <source>No answer since %1</source>
        <translation>%1 के बाद से कोई जवाब नहीं</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>कनेक्ट है</translation>
    </message>
    <message>
        <source>No connection since %1</source>
        <translation>%1 के बाद से कनेक्शन नहीं</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>%1 से कनेक्शन कट गया।</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Check that the broker runs, and host and port.</source>
        <translation>%1 तक पहुँचा नहीं जा सकता: %2। जाँचें कि ब्रोकर चल रहा है, और होस्ट और पोर्ट सही हैं।</translation>
    </message>
    <message>
        <source>The proxy at %1 does not reach the broker. Check that the broker runs.</source>
        <translation>%1 की प्रॉक्सी ब्रोकर तक नहीं पहुँच पाती। जाँचें कि ब्रोकर चल रहा है।</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a broker, or one without a console. Check host and port.</source>
        <translation>%1 से जवाब आता है, पर वह ब्रोकर नहीं है, या बिना कंसोल का ब्रोकर है। होस्ट और पोर्ट जाँचें।</translation>
    </message>
    <message>
        <source>%1 wants its service key, or its viewer key to look only.</source>
        <translation>%1 को अपनी सेवा कुंजी चाहिए, या सिर्फ़ देखने के लिए अपनी व्यूअर कुंजी।</translation>
    </message>
    <message>
        <source>The broker does not accept this key. Give its service key or its viewer key.</source>
        <translation>ब्रोकर यह कुंजी स्वीकार नहीं करता। उसकी सेवा कुंजी या व्यूअर कुंजी दें।</translation>
    </message>
    <message>
        <source>The broker speaks another version of the console protocol. Use the program of the broker&apos;s version.</source>
        <translation>ब्रोकर कंसोल प्रोटोकॉल का दूसरा वर्शन बोलता है। ब्रोकर के वर्शन वाला प्रोग्राम इस्तेमाल करें।</translation>
    </message>
    <message>
        <source>The broker is about to stop, or has as many consoles as it may have.</source>
        <translation>ब्रोकर रुकने वाला है, या उसके पास उतने कंसोल हैं जितने हो सकते हैं।</translation>
    </message>
    <message>
        <source>The broker does not answer to this name. Allow it there with --allow-host.</source>
        <translation>ब्रोकर इस नाम पर जवाब नहीं देता। वहाँ --allow-host से इसकी अनुमति दें।</translation>
    </message>
    <message>
        <source>Too many wrong keys came from here. The broker waits before it looks at the next one.</source>
        <translation>यहाँ से बहुत सी गलत कुंजियाँ आईं। ब्रोकर अगली कुंजी देखने से पहले प्रतीक्षा करता है।</translation>
    </message>
    <message>
        <source>The broker has stopped.</source>
        <translation>ब्रोकर रुक गया है।</translation>
    </message>
    <message>
        <source>The broker closed the connection, because it was not read.</source>
        <translation>ब्रोकर ने कनेक्शन बंद किया, क्योंकि उसे पढ़ा नहीं गया।</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>फिर कोशिश हो रही है…</translation>
    </message>
    <message>
        <source>Next attempt in %1 s.</source>
        <translation>अगली कोशिश %1 s में।</translation>
    </message>
    <message>
        <source>%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. Otherwise the broker speaks another version of the console protocol: use the program of the broker&apos;s version.</source>
        <translation>%1 ने बिना TLS का कनेक्शन अस्वीकार किया। शायद यह TLS वाला पोर्ट है: wss:// से कनेक्ट करें। नहीं तो ब्रोकर कंसोल प्रोटोकॉल का दूसरा वर्शन बोलता है: ब्रोकर के वर्शन वाला प्रोग्राम इस्तेमाल करें।</translation>
    </message>
    <message>
        <source>%1 does not take TLS (%2). If it is a port without TLS, connect by ws://.</source>
        <translation>%1 TLS स्वीकार नहीं करता (%2)। अगर यह बिना TLS वाला पोर्ट है, तो ws:// से कनेक्ट करें।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListenField</name>
    <message>
        <source>This machine only (127.0.0.1)</source>
        <translation>सिर्फ़ यह मशीन (127.0.0.1)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 (0.0.0.0)</source>
        <translation>दूसरी मशीनें भी, IPv4 से (0.0.0.0)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)</source>
        <translation>दूसरी मशीनें भी, IPv4 और IPv6 से (0.0.0.0 और ::)</translation>
    </message>
    <message>
        <source>Specific addresses, one per line</source>
        <translation>तय पते, हर लाइन में एक</translation>
    </message>
    <message>
        <source>Addresses to listen on, one per line</source>
        <translation>सुनने के पते, हर लाइन में एक</translation>
    </message>
    <message>
        <source>Give at least one address.</source>
        <translation>कम से कम एक पता दें।</translation>
    </message>
    <message>
        <source>%1 addresses at most.</source>
        <translation>ज़्यादा से ज़्यादा %1 पते।</translation>
    </message>
    <message>
        <source>“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.</source>
        <translation>“%1” 127.0.0.1, ::1 या 192.168.1.7 जैसा IP पता नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>“%1” दो बार दिया गया है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListeningSection</name>
    <message>
        <source>Listening</source>
        <translation>सुनने के पते</translation>
    </message>
    <message>
        <source>Changes apply at once. Connected clients stay connected.</source>
        <translation>बदलाव तुरंत लागू होते हैं। कनेक्ट किए हुए क्लाइंट कनेक्ट रहते हैं।</translation>
    </message>
    <message>
        <source>Use any free port</source>
        <translation>कोई भी खाली पोर्ट इस्तेमाल करें</translation>
    </message>
    <message>
        <source>Other machines can connect, and nothing is encrypted: set a certificate under TLS, or put a proxy that speaks TLS before the broker.</source>
        <translation>दूसरी मशीनें कनेक्ट कर सकती हैं, और कुछ भी एन्क्रिप्ट नहीं है: TLS में सर्टिफ़िकेट सेट करें, या ब्रोकर के आगे TLS वाली प्रॉक्सी लगाएँ।</translation>
    </message>
</context>
<context>
    <name>broadcaster::LiveUsage</name>
    <message>
        <source>Live figures</source>
        <translation>लाइव आँकड़े</translation>
    </message>
    <message>
        <source>Messages from clients, pings and rejected ones included</source>
        <translation>क्लाइंट के संदेश, पिंग और अस्वीकृत सहित</translation>
    </message>
    <message>
        <source>Size of the messages from clients, without frame headers</source>
        <translation>क्लाइंट के संदेशों का आकार, फ़्रेम हेडर के बिना</translation>
    </message>
    <message>
        <source>Messages that were invalid, or above the rate of their client</source>
        <translation>वे संदेश जो अमान्य थे, या अपने क्लाइंट की दर से ज़्यादा थे</translation>
    </message>
    <message>
        <source>Live figures by project</source>
        <translation>प्रोजेक्ट के अनुसार लाइव आँकड़े</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>संदेश</translation>
    </message>
    <message>
        <source>received</source>
        <translation>प्राप्त</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>डिलीवर नहीं हुए</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>For a client or a type that nobody had: %1
Dropped at a client that was too slow or lost its connection: %2</source>
        <translation>ऐसे क्लाइंट या प्रकार के लिए जो वहाँ नहीं था: %1
ऐसे क्लाइंट पर ड्रॉप जो बहुत धीमा था या जिसका कनेक्शन टूटा: %2</translation>
    </message>
    <message>
        <source>Since the broker started. These figures are not in the database.</source>
        <translation>ब्रोकर शुरू होने के बाद से। ये आँकड़े डेटाबेस में नहीं हैं।</translation>
    </message>
    <message>
        <source>Since the first client came. Without clients for %1, the project is forgotten, and its figures begin anew.</source>
        <translation>पहला क्लाइंट आने के बाद से। %1 तक क्लाइंट न होने पर प्रोजेक्ट भुला दिया जाता है, और उसके आँकड़े नए सिरे से शुरू होते हैं।</translation>
    </message>
    <message>
        <source>The broker is not running.</source>
        <translation>ब्रोकर चल नहीं रहा है।</translation>
    </message>
    <message>
        <source>The first figures are here in a second.</source>
        <translation>पहले आँकड़े एक सेकंड में आएँगे।</translation>
    </message>
    <message>
        <source>Messages per second: now %1, at most %2 in the last 5 minutes.</source>
        <translation>प्रति सेकंड संदेश: अभी %1, पिछले 5 मिनट में अधिकतम %2।</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogModel</name>
    <message>
        <source>debug</source>
        <translation>डीबग</translation>
    </message>
    <message>
        <source>info</source>
        <translation>जानकारी</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>चेतावनी</translation>
    </message>
    <message>
        <source>error</source>
        <translation>त्रुटि</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>स्तर</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>भाग</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>संदेश</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogView</name>
    <message>
        <source>Log</source>
        <translation>लॉग</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>दिखाया जाने वाला सबसे निचला स्तर</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>सब कुछ</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>जानकारी और ऊपर</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>चेतावनियाँ और त्रुटियाँ</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>सिर्फ़ त्रुटियाँ</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>लॉग में ढूँढें</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>फ़ॉलो करें</translation>
    </message>
    <message>
        <source>Keeps the newest line in view</source>
        <translation>सबसे नई लाइन को सामने रखता है</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all that are shown</source>
        <translation>चुनी हुई लाइनें, या दिखने वाली सभी लाइनें कॉपी करता है</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>साफ़ करें</translation>
    </message>
    <message>
        <source>Clears the log in this window</source>
        <translation>इस विंडो में लॉग साफ़ करता है</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>लॉग की लाइनें</translation>
    </message>
    <message>
        <source>No line matches</source>
        <translation>कोई लाइन मेल नहीं खाती</translation>
    </message>
    <message>
        <source>Nothing logged yet</source>
        <translation>अभी कुछ लॉग नहीं हुआ</translation>
    </message>
    <message>
        <source>Lines are hidden by the text to find or by the level.</source>
        <translation>ढूँढे जा रहे टेक्स्ट या स्तर के कारण कुछ लाइनें छिपी हैं।</translation>
    </message>
    <message>
        <source>Refused connections, closed clients and faults of the database appear here.</source>
        <translation>अस्वीकार किए गए कनेक्शन, बंद किए गए क्लाइंट और डेटाबेस की गड़बड़ियाँ यहाँ दिखती हैं।</translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>बंद करके %Ln क्लाइंट को डिस्कनेक्ट करें?</numerusform>
            <numerusform>बंद करके %Ln क्लाइंट को डिस्कनेक्ट करें?</numerusform>
        </translation>
    </message>
    <message>
        <source>Close without applying the changes?</source>
        <translation>बदलाव लागू किए बिना बंद करें?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>दोबारा न पूछें</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>ट्रैफ़िक</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>बातचीत</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>क्लाइंट</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API कुंजियाँ</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>उपयोग</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>क्लस्टर</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>सर्वर</translation>
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
        <translation>उपयोग लिखा नहीं जा सकता: %1</translation>
    </message>
    <message>
        <source>Change the language without applying the changes?</source>
        <translation>क्या बदलाव लागू किए बिना भाषा बदलनी है?</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>भाषा बदलें</translation>
    </message>
    <message>
        <source>The broker is part of this program and stops too.</source>
        <translation>ब्रोकर इस प्रोग्राम का हिस्सा है और वह भी रुक जाएगा।</translation>
    </message>
</context>
<context>
    <name>broadcaster::MessageSender</name>
    <message>
        <source>Not sent: the broker is not running.</source>
        <translation>नहीं भेजा गया: ब्रोकर चल नहीं रहा है।</translation>
    </message>
    <message>
        <source>Not sent: a project and a text are needed.</source>
        <translation>नहीं भेजा गया: प्रोजेक्ट और टेक्स्ट ज़रूरी हैं।</translation>
    </message>
    <message>
        <source>Not sent: it has %1, and the broker takes %2 at most.</source>
        <translation>नहीं भेजा गया: यह %1 का है, और ब्रोकर ज़्यादा से ज़्यादा %2 लेता है।</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>भेजा जा रहा है…</translation>
    </message>
    <message>
        <source>Not sent: the broker stopped.</source>
        <translation>नहीं भेजा गया: ब्रोकर रुक गया।</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>नहीं भेजा गया: %1</translation>
    </message>
    <message>
        <source>Sent %1, and rejected: %2</source>
        <translation>%1 पर भेजा गया, और अस्वीकृत हुआ: %2</translation>
    </message>
    <message>
        <source>Sent %1, and rejected</source>
        <translation>%1 पर भेजा गया, और अस्वीकृत हुआ</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>%1 पर भेजा गया</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewKeyDialog</name>
    <message>
        <source>Issue an API key</source>
        <translation>API कुंजी जारी करें</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Its users and its purpose</source>
        <translation>इसके उपयोगकर्ता और उद्देश्य</translation>
    </message>
    <message>
        <source>Issue key</source>
        <translation>कुंजी जारी करें</translation>
    </message>
    <message>
        <source>Clients of the project connect with it. The key is shown once, when it is issued.</source>
        <translation>प्रोजेक्ट के क्लाइंट इससे कनेक्ट होते हैं। कुंजी एक ही बार, जारी होते समय, दिखाई जाती है।</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>प्रोजेक्ट(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Description, optional</source>
        <translation>विवरण, वैकल्पिक(&amp;D)</translation>
    </message>
    <message>
        <source>Name the project that the key is for.</source>
        <translation>वह प्रोजेक्ट बताएँ जिसके लिए कुंजी है।</translation>
    </message>
    <message>
        <source>The name has %1 bytes of UTF-8, the most is %2.</source>
        <translation>नाम UTF-8 में %1 बाइट का है, सीमा %2 है।</translation>
    </message>
    <message>
        <source>The name has a control character, which is not allowed.</source>
        <translation>नाम में कंट्रोल वर्ण है, जिसकी अनुमति नहीं है।</translation>
    </message>
    <message>
        <source>The name begins or ends with a space. That makes it another project.</source>
        <translation>नाम की शुरुआत या अंत में स्पेस है। इससे वह दूसरा प्रोजेक्ट बन जाता है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewRowsChip</name>
    <message>
        <source>New messages</source>
        <translation>नए संदेश</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <extracomment>Messages that the user has not seen yet</extracomment>
        <translation>%1 प्रतीक्षा में</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 नए</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>इस बीच आए संदेशों के साथ आगे बढ़ें</translation>
    </message>
    <message>
        <source>Go to the newest message and follow</source>
        <translation>सबसे नए संदेश पर जाएँ और फ़ॉलो करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ObstacleText</name>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>ब्रोकर से कोई कनेक्शन नहीं है।</translation>
    </message>
    <message>
        <source>The key of this window allows looking only. Connect with the service key.</source>
        <translation>इस विंडो की कुंजी से सिर्फ़ देखा जा सकता है। सेवा कुंजी से कनेक्ट करें।</translation>
    </message>
    <message>
        <source>The broker is of a version that does not have this.</source>
        <translation>ब्रोकर के वर्शन में यह सुविधा नहीं है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message>
        <source>Browser access</source>
        <translation>ब्राउज़र ऐक्सेस</translation>
    </message>
    <message>
        <source>Pages of this machine may connect; other pages only if their origin is allowed.</source>
        <translation>इस मशीन के पेज कनेक्ट कर सकते हैं; दूसरे पेज तभी, जब उनके ऑरिजिन की अनुमति हो।</translation>
    </message>
    <message>
        <source>No other page has tried to connect.</source>
        <translation>किसी दूसरे पेज ने कनेक्ट करने की कोशिश नहीं की है।</translation>
    </message>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>%Ln बार अस्वीकार किया गया</numerusform>
            <numerusform>%Ln बार अस्वीकार किया गया</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>अनुमति दें</translation>
    </message>
    <message>
        <source>Allow pages of %1</source>
        <translation>%1 के पेजों को अनुमति दें</translation>
    </message>
    <message>
        <source>Let every web site connect?</source>
        <translation>हर वेबसाइट को कनेक्ट करने दें?</translation>
    </message>
    <message>
        <source>Browsers send the origin null for empty tabs, local files and sandboxed frames, and any web site can have such a frame. To try something out, open the broker&apos;s own page instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.</source>
        <translation>ब्राउज़र खाली टैब, लोकल फ़ाइलों और सैंडबॉक्स किए गए फ़्रेम के लिए ऑरिजिन null भेजते हैं, और ऐसा फ़्रेम किसी भी वेबसाइट में हो सकता है। कुछ आज़माने के लिए, इसके बजाय ब्रोकर का अपना पेज खोलें, जैसे http://127.0.0.1:8787/: उसका पता इसी पेज पर “कनेक्ट करें” के नीचे है।</translation>
    </message>
    <message>
        <source>Allow every web site</source>
        <translation>हर वेबसाइट को अनुमति दें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectEdit</name>
    <message>
        <source>Known projects</source>
        <translation>ज्ञात प्रोजेक्ट</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message>
        <source>Scale: 0 to %1. Each line is ten times the one below.</source>
        <translation>स्केल: 0 से %1। हर रेखा नीचे वाली की दस गुनी है।</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>सभी प्रोजेक्ट</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln क्लाइंट</numerusform>
            <numerusform>%Ln क्लाइंट</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages: now %1, at most %2 in the last minute</source>
        <translation>संदेश: अभी %1, पिछले एक मिनट में अधिकतम %2</translation>
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
        <translation>प्रति सेकंड संदेश</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>मापा नहीं गया</translation>
    </message>
    <message>
        <source>now</source>
        <translation>अभी</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawText</name>
    <message>
        <source>Message as text</source>
        <translation>संदेश, टेक्स्ट के रूप में</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>सभी चुनें</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawView</name>
    <message>
        <source>Indented</source>
        <translation>इंडेंट किया हुआ</translation>
    </message>
    <message>
        <source>Off: every byte as it was on the wire</source>
        <translation>बंद: हर बाइट वैसा ही, जैसा वह नेटवर्क पर था</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>आकार</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>सभी कॉपी करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedModel</name>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>आकार</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message>
        <source>All messages</source>
        <translation>सभी संदेश</translation>
    </message>
    <message>
        <source>Received message as a tree</source>
        <translation>प्राप्त संदेश, ट्री के रूप में</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>सूची साफ़ करें</translation>
    </message>
    <message>
        <source>Clear the list of received messages</source>
        <translation>प्राप्त संदेशों की सूची साफ़ करें</translation>
    </message>
    <message>
        <source>Show all received messages</source>
        <translation>सभी प्राप्त संदेश दिखाएँ</translation>
    </message>
    <message>
        <source>An admin client gets a copy of every message of its project that names a receiver. Unticked, only replies to your messages are listed: those to your client, and those with an id of a message that you sent.</source>
        <translation>admin क्लाइंट को अपने प्रोजेक्ट के हर उस संदेश की कॉपी मिलती है जिसमें कोई प्राप्तकर्ता दिया हो। इसे न चुनने पर, सूची में सिर्फ़ आपके संदेशों के जवाब होते हैं: आपके क्लाइंट के नाम संदेश, और आपके भेजे किसी संदेश की ID वाले संदेश।</translation>
    </message>
    <message>
        <source>Received messages</source>
        <translation>प्राप्त संदेश</translation>
    </message>
    <message>
        <source>Return opens a message, Escape closes it</source>
        <translation>Return से संदेश खुलता है, Escape से बंद होता है</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>प्राप्त</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>जवाब</translation>
    </message>
    <message>
        <source>Received, the last %1 of %2</source>
        <translation>प्राप्त, %2 में से अंतिम %1</translation>
    </message>
    <message>
        <source>Replies, the last %1 of %2</source>
        <translation>जवाब, %2 में से अंतिम %1</translation>
    </message>
    <message>
        <source>Messages to you appear here.</source>
        <translation>आपके नाम संदेश यहाँ दिखेंगे।</translation>
    </message>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>अभी आपके संदेशों का कोई जवाब नहीं आया। %Ln दूसरा संदेश आया।</numerusform>
            <numerusform>अभी आपके संदेशों का कोई जवाब नहीं आया। %Ln दूसरे संदेश आए।</numerusform>
        </translation>
    </message>
    <message>
        <source>Replies to your messages appear here.</source>
        <translation>आपके संदेशों के जवाब यहाँ दिखेंगे।</translation>
    </message>
</context>
<context>
    <name>broadcaster::RemoteWindow</name>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>%1 के लिए इस सर्टिफ़िकेट पर भरोसा करें?</translation>
    </message>
    <message>
        <source>Its SHA-256 is
%1

Compare it with what the broker&apos;s own machine says:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

From then on, this window accepts this certificate for this broker, and no other.</source>
        <translation>इसका SHA-256 यह है
%1

इसे ब्रोकर की अपनी मशीन के इस कमांड के नतीजे से मिलाएँ:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

तब से यह विंडो इस ब्रोकर के लिए यही सर्टिफ़िकेट स्वीकार करेगी, और कोई दूसरा नहीं।</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>भरोसा करें</translation>
    </message>
    <message>
        <source>The keyring does not keep the key (%1), so you will be asked for it again.</source>
        <translation>कीरिंग कुंजी को नहीं रखती (%1), इसलिए आपसे वह फिर पूछी जाएगी।</translation>
    </message>
</context>
<context>
    <name>broadcaster::RenameDialog</name>
    <message>
        <source>The client is no longer known.</source>
        <translation>क्लाइंट अब ज्ञात नहीं है।</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>नाम में ज़्यादा से ज़्यादा %1 वर्ण हो सकते हैं।</translation>
    </message>
    <message>
        <source>The name has a character that cannot be seen.</source>
        <translation>नाम में ऐसा वर्ण है जो दिखाई नहीं देता।</translation>
    </message>
    <message>
        <source>Another client of the project has this name.</source>
        <translation>प्रोजेक्ट के किसी दूसरे क्लाइंट का यही नाम है।</translation>
    </message>
    <message>
        <source>Rename client</source>
        <translation>क्लाइंट का नाम बदलें</translation>
    </message>
    <message>
        <source>&amp;Name of the client</source>
        <translation>क्लाइंट का नाम(&amp;N)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>नाम बदलें</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>प्रोजेक्ट %2 का %1</translation>
    </message>
    <message>
        <source>Only this window knows the name. An empty one brings the automatic name back. If the user agent names a program, its later connections get the name too.</source>
        <translation>नाम सिर्फ़ इस विंडो को पता होता है। खाली छोड़ने पर अपने-आप दिया गया नाम लौट आता है। अगर यूज़र एजेंट किसी प्रोग्राम का नाम बताता है, तो उसके बाद के कनेक्शन को भी यही नाम मिलता है।</translation>
    </message>
    <message>
        <source>Automatic name</source>
        <translation>अपने-आप दिया गया नाम</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message>
        <source>Reply times</source>
        <translation>जवाबों के समय</translation>
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
        <translation>%1 से %2 तक</translation>
    </message>
    <message>
        <source>no replies</source>
        <translation>कोई जवाब नहीं</translation>
    </message>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1, p50 %2, %n जवाब</numerusform>
            <numerusform>p95 %1, p50 %2, %n जवाब</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>, %n त्रुटि</numerusform>
            <numerusform>, %n त्रुटियाँ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message>
        <source>error in %1</source>
        <translation>%1 में त्रुटि</translation>
    </message>
    <message>
        <source>reply in %1</source>
        <translation>%1 में जवाब</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1, %n जवाब</numerusform>
            <numerusform>%1, %n जवाब</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>%1 में विफल</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>%1 में जवाब मिला</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>बिना जवाब</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>प्रतीक्षा में</translation>
    </message>
    <message>
        <source>unanswered for %1</source>
        <translation>%1 से बिना जवाब</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>वहाँ कोई नहीं</translation>
    </message>
    <message>
        <source>receiver left</source>
        <translation>प्राप्तकर्ता चला गया</translation>
    </message>
    <message>
        <source>sender left</source>
        <translation>प्रेषक चला गया</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowFeatures</name>
    <message>
        <source>Colour rules…</source>
        <translation>रंग नियम…</translation>
    </message>
    <message>
        <source>Colour rows like this…</source>
        <translation>ऐसी पंक्तियाँ रंगें…</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowMarks</name>
    <message>
        <source>Comment…</source>
        <translation>टिप्पणी करें…</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>अगला चिह्न</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>पिछला चिह्न</translation>
    </message>
    <message>
        <source>There is room for %1 marks and comments. Select fewer messages.</source>
        <translation>ज़्यादा से ज़्यादा %1 चिह्नों और टिप्पणियों की जगह है। कम संदेश चुनें।</translation>
    </message>
    <message>
        <source>Some messages were not marked: there is room for %1 marks and comments.</source>
        <translation>कुछ संदेश चिह्नित नहीं हुए: ज़्यादा से ज़्यादा %1 चिह्नों और टिप्पणियों की जगह है।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln संदेश पर टिप्पणी नहीं जुड़ी: वह अब मौजूद नहीं है, या जगह नहीं है।</numerusform>
            <numerusform>%Ln संदेशों पर टिप्पणी नहीं जुड़ी: वे अब मौजूद नहीं हैं, या जगह नहीं है।</numerusform>
        </translation>
    </message>
    <message>
        <source>No shown message in this direction has a mark or a comment.</source>
        <translation>इस दिशा में दिखाए गए किसी संदेश पर चिह्न या टिप्पणी नहीं है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::RuleText</name>
    <message>
        <source>A path must stand here, such as payload.requestId.</source>
        <translation>यहाँ पाथ होना चाहिए, जैसे payload.requestId।</translation>
    </message>
    <message>
        <source>%1 is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0], or auto, id or next.</source>
        <translation>%1 पाथ नहीं है। payload.name, payload.&quot;any name&quot; या payload.list[0] लिखें, या auto, id या next।</translation>
    </message>
    <message>
        <source>The rule is too long: it may have %1 characters.</source>
        <translation>नियम बहुत लंबा है: इसमें %1 वर्ण हो सकते हैं।</translation>
    </message>
    <message>
        <source>A rule may have %1 alternatives.</source>
        <translation>नियम में %1 विकल्प हो सकते हैं।</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 पहले से दिया गया है।</translation>
    </message>
    <message>
        <source>auto stands alone: it tries the usual alternatives by itself.</source>
        <translation>auto अकेला आता है: वह आम विकल्प खुद आज़माता है।</translation>
    </message>
    <message>
        <source>next comes last: it finds a reply to every request.</source>
        <translation>next सबसे अंत में आता है: उसे हर अनुरोध का जवाब मिल जाता है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::SaveFilterDialog</name>
    <message>
        <source>Another filter has this name.</source>
        <translation>किसी दूसरे फ़िल्टर का यही नाम है।</translation>
    </message>
    <message>
        <source>The filter is too long to be saved: it may have %1 characters.</source>
        <translation>फ़िल्टर सहेजने के लिए बहुत लंबा है: इसमें %1 वर्ण हो सकते हैं।</translation>
    </message>
    <message>
        <source>Replaces the saved filter of this name.</source>
        <translation>इस नाम के सहेजे गए फ़िल्टर की जगह लेगा।</translation>
    </message>
    <message>
        <source>There are %1 saved filters already. Delete one with a right-click on its button.</source>
        <translation>%1 सहेजे गए फ़िल्टर पहले से हैं। किसी एक को उसके बटन पर राइट-क्लिक करके मिटाएँ।</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>फ़िल्टर सहेजें</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>फ़िल्टर का नाम बदलें</translation>
    </message>
    <message>
        <source>&amp;Name, shown as a button</source>
        <translation>नाम, जो बटन पर दिखेगा(&amp;N)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>सहेजें</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>नाम बदलें</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedBar</name>
    <message>
        <source>Rename</source>
        <translation>नाम बदलें</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>मिटाएँ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>Name of the message</source>
        <translation>संदेश का नाम</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>सहेजें</translation>
    </message>
    <message>
        <source>No message is saved yet</source>
        <translation>अभी कोई संदेश सहेजा नहीं गया</translation>
    </message>
    <message>
        <source>Save this message…</source>
        <translation>यह संदेश सहेजें…</translation>
    </message>
    <message>
        <source>New name of the message</source>
        <translation>संदेश का नया नाम</translation>
    </message>
    <message>
        <source>Renamed to “%1”</source>
        <translation>नाम बदलकर “%1” किया गया</translation>
    </message>
    <message>
        <source>Replace the saved message “%1”?</source>
        <translation>सहेजा गया संदेश “%1” बदलें?</translation>
    </message>
    <message>
        <source>Its text is lost.</source>
        <translation>उसका टेक्स्ट खो जाएगा।</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>बदलें</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>“%1” के नाम से सहेजा गया</translation>
    </message>
    <message>
        <source>Delete the saved message “%1”?</source>
        <translation>सहेजा गया संदेश “%1” मिटाएँ?</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>“%1” मिटाया गया</translation>
    </message>
    <message>
        <source>The message needs a name.</source>
        <translation>संदेश का नाम होना चाहिए।</translation>
    </message>
    <message>
        <source>Another message has this name.</source>
        <translation>किसी दूसरे संदेश का यही नाम है।</translation>
    </message>
    <message>
        <source>%1 messages are saved, which is the most. Delete one first.</source>
        <translation>%1 संदेश सहेजे हुए हैं, और यही सीमा है। पहले कोई एक मिटाएँ।</translation>
    </message>
    <message>
        <source>This message is too large to save (%1 of at most %2).</source>
        <translation>यह संदेश सहेजने के लिए बहुत बड़ा है (%1, सीमा %2)।</translation>
    </message>
    <message>
        <source>All saved messages together may have %1. Delete one first.</source>
        <translation>सभी सहेजे गए संदेश मिलकर %1 तक हो सकते हैं। पहले कोई एक मिटाएँ।</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedFiltersBar</name>
    <message>
        <source>Save filter…</source>
        <translation>फ़िल्टर सहेजें…</translation>
    </message>
    <message>
        <source>More saved filters</source>
        <translation>बाकी सहेजे गए फ़िल्टर</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>नाम बदलें…</translation>
    </message>
    <message>
        <source>Replace by the present filter</source>
        <translation>मौजूदा फ़िल्टर से बदलें</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>बाएँ ले जाएँ</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>दाएँ ले जाएँ</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>मिटाएँ</translation>
    </message>
</context>
<context>
    <name>broadcaster::SectionPages</name>
    <message>
        <source>Sections</source>
        <translation>सेक्शन</translation>
    </message>
    <message>
        <source>%1: something is wrong here</source>
        <comment>a section</comment>
        <translation>%1: यहाँ कुछ गलत है</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceExport</name>
    <message>
        <source>A diagram has at most %1 messages as a file, and this one has %2. Filter the messages, or show one conversation.</source>
        <translation>फ़ाइल के रूप में डायग्राम में ज़्यादा से ज़्यादा %1 संदेश हो सकते हैं, और इसमें %2 हैं। संदेश फ़िल्टर करें, या एक बातचीत दिखाएँ।</translation>
    </message>
    <message>
        <source>Mermaid draws at most %1 characters, and this diagram needs more. Filter the messages, or show one conversation.</source>
        <translation>Mermaid ज़्यादा से ज़्यादा %1 वर्णों का डायग्राम बनाता है, और इसमें उससे ज़्यादा चाहिए। संदेश फ़िल्टर करें, या एक बातचीत दिखाएँ।</translation>
    </message>
    <message>
        <source>The picture would have %1 by %2 pixels, which is too many. Save it as SVG, or filter the messages.</source>
        <translation>चित्र %1 × %2 पिक्सेल का होगा, जो बहुत ज़्यादा है। इसे SVG के रूप में सहेजें, या संदेश फ़िल्टर करें।</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder, and the room on the disk.</source>
        <translation>%1 को लिखा नहीं जा सकता। फ़ोल्डर, और डिस्क पर जगह जाँचें।</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>सीक्वेंस डायग्राम</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceModel</name>
    <message>
        <source>broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>बिना प्रकार</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>किसी को नहीं</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>receivers not recorded</source>
        <translation>प्राप्तकर्ता रिकॉर्ड नहीं हुए</translation>
    </message>
    <message>
        <source>to %1 clients</source>
        <extracomment>A message has gone to that many clients, which are not shown one by one</extracomment>
        <translation>%1 क्लाइंट को</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>और %1 अन्य</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 बाद</translation>
    </message>
    <message>
        <source>a client without a lane</source>
        <translation>बिना लेन का क्लाइंट</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1 (ड्रॉप)</translation>
    </message>
    <message>
        <source>%1 (queued)</source>
        <translation>%1 (कतार में)</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (कॉपी)</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <extracomment>Time, type and sender of a message</extracomment>
        <translation>%1 %2, प्रेषक %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1, प्राप्तकर्ता %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequencePane</name>
    <message>
        <source>All messages</source>
        <translation>सभी संदेश</translation>
    </message>
    <message>
        <source>Copy as Mermaid</source>
        <translation>Mermaid के रूप में कॉपी करें</translation>
    </message>
    <message>
        <source>Save diagram…</source>
        <translation>डायग्राम सहेजें…</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>सीक्वेंस डायग्राम</translation>
    </message>
    <message>
        <source>Show all messages that the filter shows</source>
        <translation>फ़िल्टर से दिखने वाले सभी संदेश दिखाएँ</translation>
    </message>
    <message>
        <source>Copies the diagram as text that Mermaid draws</source>
        <translation>डायग्राम को Mermaid में बनने वाले टेक्स्ट के रूप में कॉपी करता है</translation>
    </message>
    <message>
        <source>Saves the diagram as SVG, PNG or Mermaid</source>
        <translation>डायग्राम को SVG, PNG या Mermaid के रूप में सहेजता है</translation>
    </message>
    <message>
        <source>Shows the messages as arrows between clients</source>
        <translation>संदेशों को क्लाइंट के बीच तीरों के रूप में दिखाता है</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 के रूप में सहेजा गया।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>%Ln संदेश Mermaid के रूप में कॉपी हुआ।</numerusform>
            <numerusform>%Ln संदेश Mermaid के रूप में कॉपी हुए।</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as sequence diagram</source>
        <translation>सीक्वेंस डायग्राम के रूप में दिखाएँ</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>अनुरोध और जवाब तभी खोजे जाते हैं जब कॉलम “जवाब” दिखाया गया हो।</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>यह संदेश न अनुरोध है, न जवाब।</translation>
    </message>
    <message>
        <source>One conversation</source>
        <translation>एक बातचीत</translation>
    </message>
    <message>
        <source>All messages that the filter shows</source>
        <translation>फ़िल्टर से दिखने वाले सभी संदेश</translation>
    </message>
    <message>
        <source>The messages of the conversation are no longer kept</source>
        <translation>इस बातचीत के संदेश अब मौजूद नहीं हैं</translation>
    </message>
    <message>
        <source>the first %1 clients have a lane</source>
        <translation>लेन सिर्फ़ पहले %1 क्लाइंट की हैं</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln लेन</numerusform>
            <numerusform>%Ln लेन</numerusform>
        </translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>डायग्राम सहेजें</translation>
    </message>
    <message>
        <source>sequence.svg</source>
        <translation>sequence.svg</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>सीक्वेंस डायग्राम</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>प्रोजेक्ट %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>कनेक्ट है, %1 कमांड, %Ln बार फिर कनेक्ट हुआ</numerusform>
            <numerusform>कनेक्ट है, %1 कमांड, %Ln बार फिर कनेक्ट हुआ</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>कनेक्ट नहीं है</translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation>कनेक्ट नहीं है: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerPage</name>
    <message>
        <source>AI agents</source>
        <translation>AI एजेंट</translation>
    </message>
    <message>
        <source>Agents ask the broker by the Model Context Protocol, at /mcp.</source>
        <translation>एजेंट Model Context Protocol के ज़रिए /mcp पर ब्रोकर से पूछते हैं।</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>सीमाएँ</translation>
    </message>
    <message>
        <source>Bounds for one client, one project and all together.</source>
        <translation>एक क्लाइंट, एक प्रोजेक्ट और कुल मिलाकर सभी की सीमाएँ।</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>टाइमआउट</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>सुनने के पते</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>ऐक्सेस</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>डेटाबेस</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>सर्वर</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>कनेक्ट करें</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>लॉग</translation>
    </message>
    <message>
        <source>Not applied yet. The broker starts with it the next time.</source>
        <translation>अभी लागू नहीं। ब्रोकर अगली बार इसके साथ शुरू होगा।</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker.</source>
        <translation>अभी लागू नहीं। लागू करने पर ब्रोकर रीस्टार्ट होगा।</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker and closes 1 connection.</source>
        <translation>अभी लागू नहीं। लागू करने पर ब्रोकर रीस्टार्ट होगा और 1 कनेक्शन बंद होगा।</translation>
    </message>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>अभी लागू नहीं। लागू करने पर ब्रोकर रीस्टार्ट होगा और %Ln कनेक्शन बंद होगा।</numerusform>
            <numerusform>अभी लागू नहीं। लागू करने पर ब्रोकर रीस्टार्ट होगा और %Ln कनेक्शन बंद होंगे।</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet. It will apply to new connections; open connections stay.</source>
        <translation>अभी लागू नहीं। यह नए कनेक्शन पर लागू होगा; खुले कनेक्शन बने रहेंगे।</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply at once, also to connected clients.</source>
        <translation>अभी लागू नहीं। यह तुरंत लागू होगा, कनेक्ट किए हुए क्लाइंट पर भी।</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>लागू हो रहा है…</translation>
    </message>
    <message>
        <source>To be corrected first: %1</source>
        <translation>पहले इन्हें ठीक करें: %1</translation>
    </message>
    <message>
        <source>Not applied. The reason is in %1.</source>
        <translation>लागू नहीं हुआ। कारण %1 में है।</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>ब्रोकर रीस्टार्ट करें?</translation>
    </message>
    <message>
        <source>The changes need a restart, which closes 1 connection.</source>
        <translation>बदलावों के लिए रीस्टार्ट ज़रूरी है, जिससे 1 कनेक्शन बंद होगा।</translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>बदलावों के लिए रीस्टार्ट ज़रूरी है, जिससे %Ln कनेक्शन बंद होगा।</numerusform>
            <numerusform>बदलावों के लिए रीस्टार्ट ज़रूरी है, जिससे %Ln कनेक्शन बंद होंगे।</numerusform>
        </translation>
    </message>
    <message>
        <source>If it fails, the broker can only be started again on its own machine.</source>
        <translation>अगर यह विफल हुआ, तो ब्रोकर को सिर्फ़ उसकी अपनी मशीन पर फिर शुरू किया जा सकेगा।</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>लागू करें और रीस्टार्ट करें</translation>
    </message>
    <message>
        <source>1 change on the Server page is not applied.</source>
        <translation>सर्वर पेज पर 1 बदलाव लागू नहीं हुआ है।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>सर्वर पेज पर %Ln बदलाव लागू नहीं हुआ है।</numerusform>
            <numerusform>सर्वर पेज पर %Ln बदलाव लागू नहीं हुए हैं।</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>कीबोर्ड शॉर्टकट</translation>
    </message>
</context>
<context>
    <name>broadcaster::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>पेज</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>प्रोजेक्ट ढूँढें</translation>
    </message>
    <message>
        <source>Widen the sidebar</source>
        <translation>साइडबार चौड़ा करें</translation>
    </message>
    <message>
        <source>Narrow the sidebar</source>
        <translation>साइडबार संकरा करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message>
        <source>no clients</source>
        <translation>कोई क्लाइंट नहीं</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln क्लाइंट</numerusform>
            <numerusform>%Ln क्लाइंट</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::StartRemedies</name>
    <message>
        <source>Show the running window</source>
        <translation>चल रही विंडो दिखाएँ</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>दूसरा डेटाबेस चुनें</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>ब्रोकर शुरू हो रहा है</translation>
    </message>
    <message>
        <source>The broker is stopping</source>
        <translation>ब्रोकर रुक रहा है</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>ब्रोकर शुरू नहीं हो सका</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ब्रोकर चल नहीं रहा है</translation>
    </message>
    <message>
        <source>A window of this program already runs with this database.</source>
        <translation>इस प्रोग्राम की एक विंडो पहले से इस डेटाबेस के साथ चल रही है।</translation>
    </message>
    <message>
        <source>No window on this machine uses this database. A broker without a window may hold it, or a program on another machine.</source>
        <translation>इस मशीन की कोई विंडो यह डेटाबेस इस्तेमाल नहीं कर रही। हो सकता है इसे बिना विंडो के किसी ब्रोकर ने, या दूसरी मशीन के किसी प्रोग्राम ने पकड़ रखा हो।</translation>
    </message>
    <message>
        <source>That broker has no window for this database: it runs without one, or with another database.</source>
        <translation>उस ब्रोकर की इस डेटाबेस के लिए कोई विंडो नहीं है: वह बिना विंडो के, या दूसरे डेटाबेस के साथ चल रहा है।</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
    <message>
        <source>Start the broker</source>
        <translation>ब्रोकर शुरू करें</translation>
    </message>
    <message>
        <source>Use port %1 this time</source>
        <translation>इस बार पोर्ट %1 इस्तेमाल करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::StatusSection</name>
    <message>
        <source>Start</source>
        <translation>शुरू करें</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>रीस्टार्ट करें</translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>चल रही विंडो दिखाएँ</translation>
    </message>
    <message>
        <source>Use any free port this time</source>
        <translation>इस बार कोई भी खाली पोर्ट इस्तेमाल करें</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>दूसरा डेटाबेस चुनें</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>ब्रोकर शुरू नहीं हो सका</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ब्रोकर चल नहीं रहा है</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>ब्रोकर शुरू हो रहा है</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>%1 पर सुन रहा है</translation>
    </message>
    <message>
        <source>The broker is stopping: clients have a moment to go</source>
        <translation>ब्रोकर रुक रहा है: जाने के लिए क्लाइंट के पास कुछ पल हैं</translation>
    </message>
    <message>
        <source>Since %1, for %2</source>
        <translation>%1 से (%2)</translation>
    </message>
    <message>
        <source>The port is for this run only. The next start takes port %1.</source>
        <translation>यह पोर्ट सिर्फ़ इस बार के लिए है। अगली बार पोर्ट %1 लिया जाएगा।</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>ब्रोकर रीस्टार्ट करें?</translation>
    </message>
    <message>
        <source>Stop the broker?</source>
        <translation>ब्रोकर रोकें?</translation>
    </message>
    <message>
        <source>1 connection is closed. All counts are written first.</source>
        <translation>1 कनेक्शन बंद होगा। पहले सारी गिनती लिखी जाएगी।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>%Ln कनेक्शन बंद होगा। पहले सारी गिनती लिखी जाएगी।</numerusform>
            <numerusform>%Ln कनेक्शन बंद होंगे। पहले सारी गिनती लिखी जाएगी।</numerusform>
        </translation>
    </message>
    <message>
        <source>It can only be started again on its own machine.</source>
        <translation>इसे सिर्फ़ इसकी अपनी मशीन पर फिर शुरू किया जा सकता है।</translation>
    </message>
</context>
<context>
    <name>broadcaster::TemplateSender</name>
    <message>
        <source>{{%1}} is not a placeholder. There are %2. Write the first brace as \u007b if you mean the text.</source>
        <translation>{{%1}} प्लेसहोल्डर नहीं है। प्लेसहोल्डर हैं %2। अगर मतलब टेक्स्ट से है, तो पहला ब्रेस \u007b के रूप में लिखें।</translation>
    </message>
    <message>
        <source>Not sent: the message before waits for its connection.</source>
        <translation>नहीं भेजा गया: इससे पहले का संदेश अपने कनेक्शन की प्रतीक्षा में है।</translation>
    </message>
    <message>
        <source>Connecting, to know {{clientId}}…</source>
        <translation>{{clientId}} जानने के लिए कनेक्ट हो रहा है…</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>नहीं भेजा गया: कोई कनेक्शन नहीं है।</translation>
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
        <translation>अभी-अभी</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 पहले</translation>
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
        <translation>एक क्लाइंट को</translation>
    </message>
    <message>
        <source>to all of a type</source>
        <translation>एक प्रकार के सभी को</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>ब्रॉडकास्ट</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>पिंग</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>system</source>
        <translation>सिस्टम</translation>
    </message>
    <message>
        <source>error</source>
        <translation>त्रुटि</translation>
    </message>
    <message>
        <source>skipped: it is the sender</source>
        <translation>छोड़ा गया: यही प्रेषक है</translation>
    </message>
    <message>
        <source>skipped: not the named client</source>
        <translation>छोड़ा गया: बताया गया क्लाइंट नहीं है</translation>
    </message>
    <message>
        <source>skipped: another type</source>
        <translation>छोड़ा गया: दूसरा प्रकार</translation>
    </message>
    <message>
        <source>skipped: broadcasts do not go to admins</source>
        <translation>छोड़ा गया: ब्रॉडकास्ट admin को नहीं जाते</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>रूट नहीं किया गया</translation>
    </message>
    <message>
        <source>mirror queued: the client does not keep up</source>
        <translation>मिरर कतार में: क्लाइंट पीछे चल रहा है</translation>
    </message>
    <message>
        <source>queued: the client does not keep up</source>
        <translation>कतार में: क्लाइंट पीछे चल रहा है</translation>
    </message>
    <message>
        <source>mirrored: admins see routed messages</source>
        <translation>मिरर किया गया: admin रूट किए गए संदेश देखते हैं</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>भेजा गया</translation>
    </message>
    <message>
        <source>mirror dropped: connection lost</source>
        <translation>मिरर ड्रॉप: कनेक्शन टूटा</translation>
    </message>
    <message>
        <source>dropped: connection lost</source>
        <translation>ड्रॉप: कनेक्शन टूटा</translation>
    </message>
    <message>
        <source>mirror passed on to broker %1</source>
        <translation>मिरर ब्रोकर %1 को आगे सौंपा गया</translation>
    </message>
    <message>
        <source>passed on to broker %1</source>
        <translation>ब्रोकर %1 को आगे सौंपा गया</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>जवाब दिया गया</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>रिकॉर्ड नहीं हुआ</translation>
    </message>
    <message>
        <source>%1 queued of %2</source>
        <translation>%2 में से %1 कतार में</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>कोई नहीं</translation>
    </message>
    <message>
        <source>%1 dropped of %2</source>
        <translation>%2 में से %1 ड्रॉप</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>mirror dropped: too slow, closed with %1</source>
        <translation>मिरर ड्रॉप: बहुत धीमा, %1 से बंद</translation>
    </message>
    <message>
        <source>dropped: too slow, closed with %1</source>
        <translation>ड्रॉप: बहुत धीमा, %1 से बंद</translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message>
        <source>Encryption</source>
        <translation>एन्क्रिप्शन</translation>
    </message>
    <message>
        <source>Reload certificate</source>
        <translation>सर्टिफ़िकेट फिर लोड करें</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation>PEM फ़ाइलें (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The certificate needs its private key.</source>
        <translation>सर्टिफ़िकेट के साथ उसकी निजी कुंजी ज़रूरी है।</translation>
    </message>
    <message>
        <source>The private key needs its certificate.</source>
        <translation>निजी कुंजी के साथ उसका सर्टिफ़िकेट ज़रूरी है।</translation>
    </message>
    <message>
        <source>Reads both files again. Connected clients stay connected.</source>
        <translation>दोनों फ़ाइलें फिर पढ़ता है। कनेक्ट किए हुए क्लाइंट कनेक्ट रहते हैं।</translation>
    </message>
    <message>
        <source>No certificate is in use.</source>
        <translation>कोई सर्टिफ़िकेट इस्तेमाल में नहीं है।</translation>
    </message>
    <message>
        <source>No certificate is set: the port speaks ws:// and http://, which anyone on the network can read.</source>
        <translation>कोई सर्टिफ़िकेट सेट नहीं है: पोर्ट ws:// और http:// बोलता है, जिन्हें नेटवर्क पर कोई भी पढ़ सकता है।</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>ब्रोकर के न चलने पर इस्तेमाल में नहीं।</translation>
    </message>
    <message>
        <source>%1: expired on %2, so clients refuse it. Renew it and reload.</source>
        <translation>%1: %2 को समाप्त हो गया, इसलिए क्लाइंट इसे अस्वीकार करते हैं। इसका नवीनीकरण करें और फिर लोड करें।</translation>
    </message>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1, %2 को समाप्त होगा, %Ln दिन में।</numerusform>
            <numerusform>%1, %2 को समाप्त होगा, %Ln दिनों में।</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again: new connections use this certificate.</source>
        <translation>फिर पढ़ा गया: नए कनेक्शन यह सर्टिफ़िकेट इस्तेमाल करते हैं।</translation>
    </message>
    <message>
        <source>The old one stays in use. %1</source>
        <translation>पुराना ही इस्तेमाल में रहेगा। %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficActions</name>
    <message>
        <source>The filter hides the reply.</source>
        <translation>जवाब फ़िल्टर के कारण छिपा है।</translation>
    </message>
    <message>
        <source>The filter hides the request.</source>
        <translation>अनुरोध फ़िल्टर के कारण छिपा है।</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>यह संदेश न अनुरोध है, न जवाब।</translation>
    </message>
    <message>
        <source>This request has no reply.</source>
        <translation>इस अनुरोध का कोई जवाब नहीं है।</translation>
    </message>
    <message>
        <source>The reply is no longer kept.</source>
        <translation>जवाब अब मौजूद नहीं है।</translation>
    </message>
    <message>
        <source>The request is no longer kept.</source>
        <translation>अनुरोध अब मौजूद नहीं है।</translation>
    </message>
    <message>
        <source>Go to request or reply</source>
        <translation>अनुरोध या जवाब पर जाएँ</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>मान कॉपी करें</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>संदेश कॉपी करें</translation>
    </message>
    <message>
        <source>Copy as JSON Lines</source>
        <translation>JSON Lines के रूप में कॉपी करें</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>बातचीत कॉपी करें</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>चुने हुए एक्सपोर्ट करें…</translation>
    </message>
    <message>
        <source>Set as time zero</source>
        <translation>समय का शून्य सेट करें</translation>
    </message>
    <message>
        <source>Count time from row to row</source>
        <translation>समय पंक्ति-दर-पंक्ति गिनें</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>फिर भेजें</translation>
    </message>
    <message>
        <source>Edit and resend…</source>
        <translation>संपादित करके फिर भेजें…</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>इस पर फ़िल्टर करें</translation>
    </message>
    <message>
        <source>Filter on %1</source>
        <translation>%1 पर फ़िल्टर करें</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>इसे बाहर रखें</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>%1 को बाहर रखें</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>चिह्न हटाएँ</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>चिह्नित करें</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. Its details get the rest.</source>
        <translation>यहाँ इस संदेश का सिर्फ़ शुरुआती भाग है। बाकी भाग इसके विवरण में आता है।</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>अनुरोध और जवाब तभी खोजे जाते हैं जब कॉलम “जवाब” दिखाया गया हो।</translation>
    </message>
    <message>
        <source>Nothing was copied: the clipboard takes %1 messages of together %2 at most. Select fewer, or export them.</source>
        <translation>कुछ कॉपी नहीं हुआ: क्लिपबोर्ड में ज़्यादा से ज़्यादा %1 संदेश, कुल %2 तक के, आते हैं। कम चुनें, या उन्हें एक्सपोर्ट करें।</translation>
    </message>
    <message>
        <source>All between these two</source>
        <translation>इन दोनों के बीच सब कुछ</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>पाथ कॉपी करें</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDelegate</name>
    <message>
        <source>zero</source>
        <translation>शून्य</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>चिह्नित</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDetails</name>
    <message>
        <source>The table no longer keeps this message. You see its last state.</source>
        <translation>टेबल में यह संदेश अब नहीं है। आप इसकी अंतिम स्थिति देख रहे हैं।</translation>
    </message>
    <message>
        <source>The file has only the beginning of this message.</source>
        <translation>फ़ाइल में इस संदेश का सिर्फ़ शुरुआती भाग है।</translation>
    </message>
    <message>
        <source>Getting the rest of this message…</source>
        <translation>इस संदेश का बाकी भाग लाया जा रहा है…</translation>
    </message>
    <message>
        <source>The broker no longer has the rest of this message. You see its beginning.</source>
        <translation>ब्रोकर के पास इस संदेश का बाकी भाग अब नहीं है। आप इसका शुरुआती भाग देख रहे हैं।</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. %1</source>
        <translation>यहाँ इस संदेश का सिर्फ़ शुरुआती भाग है। %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficEmpty</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>अभी कोई संदेश नहीं आया है</translation>
    </message>
    <message>
        <source>Clients are connected. Every message appears here with its receivers.</source>
        <translation>क्लाइंट कनेक्ट हैं। हर संदेश अपने प्राप्तकर्ताओं के साथ यहाँ दिखेगा।</translation>
    </message>
    <message>
        <source>Nothing from this project</source>
        <translation>इस प्रोजेक्ट से कुछ नहीं</translation>
    </message>
    <message>
        <source>Choose All projects at the left to see the messages of the others.</source>
        <translation>बाकी के संदेश देखने के लिए बाईं ओर “सभी प्रोजेक्ट” चुनें।</translation>
    </message>
    <message>
        <source>No message matches the filter</source>
        <translation>फ़िल्टर से कोई संदेश मेल नहीं खाता</translation>
    </message>
    <message>
        <source>New messages that match appear here.</source>
        <translation>मेल खाने वाले नए संदेश यहाँ दिखेंगे।</translation>
    </message>
    <message>
        <source>There are no messages in this file</source>
        <translation>इस फ़ाइल में कोई संदेश नहीं है</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>फ़िल्टर साफ़ करें</translation>
    </message>
    <message>
        <source>Nobody is connected yet</source>
        <translation>अभी कोई कनेक्ट नहीं है</translation>
    </message>
    <message>
        <source>Open the broker&apos;s own page in a browser: it connects with a form, and its console (F12) takes the last line. Or connect with any WebSocket client. Choose any project name; the type is runtime, data-agent or admin.</source>
        <translation>ब्रोकर का अपना पेज ब्राउज़र में खोलें: वह एक फ़ॉर्म से कनेक्ट होता है, और उसके कंसोल (F12) में अंतिम लाइन चलाई जा सकती है। या किसी भी WebSocket क्लाइंट से कनेक्ट करें। प्रोजेक्ट का कोई भी नाम चुनें; प्रकार runtime, data-agent या admin है।</translation>
    </message>
    <message>
        <source>Page to open in a browser</source>
        <translation>ब्राउज़र में खोलने का पेज</translation>
    </message>
    <message>
        <source>URL to connect to</source>
        <translation>कनेक्ट करने का URL</translation>
    </message>
    <message>
        <source>A client in one line</source>
        <translation>एक लाइन में क्लाइंट</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>डेमो ट्रैफ़िक शुरू करें</translation>
    </message>
    <message>
        <source>Messages appear here as soon as it runs and clients talk.</source>
        <translation>ब्रोकर के चलने और क्लाइंट के बात करने पर संदेश यहाँ दिखेंगे।</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>डेमो ट्रैफ़िक रोकें</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>%Ln संदेश %1 में सहेजा गया।</numerusform>
            <numerusform>%Ln संदेश %1 में सहेजे गए।</numerusform>
        </translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>संदेश एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>कैप्चर खोलें</translation>
    </message>
    <message>
        <source>Captures (*.jsonl *.ndjson *.har)</source>
        <translation>कैप्चर (*.jsonl *.ndjson *.har)</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>कुछ नहीं सहेजा गया।</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficHeader</name>
    <message>
        <source>Columns</source>
        <translation>कॉलम</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficModel</name>
    <message>
        <source>Comment: %1</source>
        <translation>टिप्पणी: %1</translation>
    </message>
    <message>
        <source>Colour rule: %1</source>
        <translation>रंग नियम: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>डेल्टा</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>From</source>
        <translation>प्रेषक</translation>
    </message>
    <message>
        <source>To</source>
        <translation>प्रति</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>आकार</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>डिलीवर हुआ</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>जवाब</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>प्रीव्यू</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficPage</name>
    <message>
        <source>Diagram</source>
        <translation>डायग्राम</translation>
    </message>
    <message>
        <source>There are %1 columns of fields already. Remove one with a right-click on its title.</source>
        <translation>फ़ील्ड के %1 कॉलम पहले से हैं। किसी एक को उसके शीर्षक पर राइट-क्लिक करके हटाएँ।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>कैप्चर किया गया %Ln संदेश सहेजा नहीं गया है।</numerusform>
            <numerusform>कैप्चर किए गए %Ln संदेश सहेजे नहीं गए हैं।</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficStatus</name>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>पूर्ववत करें</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>फ़ोल्डर में दिखाएँ</translation>
    </message>
    <message>
        <source>Marked or commented messages that are no longer kept, because newer ones took their place, or marks without room. Export messages to keep them.</source>
        <translation>चिह्न या टिप्पणी वाले वे संदेश जो अब मौजूद नहीं हैं, क्योंकि नए संदेशों ने उनकी जगह ले ली, या वे चिह्न जिनके लिए जगह नहीं थी। संदेशों को बचाए रखने के लिए उन्हें एक्सपोर्ट करें।</translation>
    </message>
    <message>
        <source>Cancel the present work</source>
        <translation>मौजूदा काम रद्द करें</translation>
    </message>
    <message>
        <source>Bring the cleared messages back</source>
        <translation>साफ़ किए गए संदेश वापस लाएँ</translation>
    </message>
    <message>
        <source>Show the saved file in its folder</source>
        <translation>सहेजी गई फ़ाइल को उसके फ़ोल्डर में दिखाएँ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks lost</source>
        <translation>
            <numerusform>%Ln चिह्न खोया</numerusform>
            <numerusform>%Ln चिह्न खोए</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>Messages that match the filter, of all that are kept</extracomment>
        <translation>%2 में से %1 मेल खाते हैं</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln रिकॉर्ड नहीं हुआ</numerusform>
            <numerusform>%Ln रिकॉर्ड नहीं हुए</numerusform>
        </translation>
    </message>
    <message>
        <source>deliveries not recorded</source>
        <translation>डिलीवरी रिकॉर्ड नहीं हुईं</translation>
    </message>
    <message>
        <source>There were more messages than the window takes. Where some are missing, a mark says so.</source>
        <translation>विंडो जितने संदेश ले सकती है, उनसे ज़्यादा आए। जहाँ कुछ छूटे हैं, वहाँ एक चिह्न है।</translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>ब्रोकर विंडो से तेज़ था: डिलीवरी का %Ln बदलाव रिकॉर्ड नहीं हुआ, इसलिए हो सकता है कोई संदेश भेजा गया या कतार में दिखे, जबकि वह ड्रॉप हुआ था।</numerusform>
            <numerusform>ब्रोकर विंडो से तेज़ था: डिलीवरी के %Ln बदलाव रिकॉर्ड नहीं हुए, इसलिए कुछ संदेश भेजे गए या कतार में दिखते हैं, जबकि वे ड्रॉप हुए थे।</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving messages</source>
        <translation>संदेश सहेजे जा रहे हैं</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>फ़ाइल खोली जा रही है</translation>
    </message>
    <message>
        <source>Looking for matches</source>
        <translation>मिलान खोजे जा रहे हैं</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln चुना गया</numerusform>
            <numerusform>%Ln चुने गए</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficText</name>
    <message>
        <source>system</source>
        <translation>सिस्टम</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>सभी</translation>
    </message>
    <message>
        <source>all</source>
        <translation>सभी</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>बिना प्रकार</translation>
    </message>
    <message>
        <source>no connection %1 – %2</source>
        <translation>कनेक्शन नहीं %1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln रिकॉर्ड नहीं हुआ</numerusform>
            <numerusform>%Ln रिकॉर्ड नहीं हुए</numerusform>
        </translation>
    </message>
    <message>
        <source>There was no connection to the broker from %1 to %2. Its messages of that time are not here.</source>
        <translation>%1 से %2 तक ब्रोकर से कनेक्शन नहीं था। उस समय के उसके संदेश यहाँ नहीं हैं।</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>%Ln संदेश यहाँ रिकॉर्ड नहीं हुआ: विंडो जितने संदेश ले सकती है, उनसे ज़्यादा आए।</numerusform>
            <numerusform>%Ln संदेश यहाँ रिकॉर्ड नहीं हुए: विंडो जितने संदेश ले सकती है, उनसे ज़्यादा आए।</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficToolbar</name>
    <message>
        <source>Follow</source>
        <translation>फ़ॉलो करें</translation>
    </message>
    <message>
        <source>Keep the newest message in sight</source>
        <translation>सबसे नए संदेश को सामने रखें</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>पॉज़ करें</translation>
    </message>
    <message>
        <source>Stop the list; messages are collected meanwhile</source>
        <translation>सूची को रोकें; संदेश इस बीच जमा होते रहेंगे</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>साफ़ करें</translation>
    </message>
    <message>
        <source>Forget all messages</source>
        <translation>सभी संदेश भुला दें</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>एक्सपोर्ट करें…</translation>
    </message>
    <message>
        <source>Save the messages that are shown</source>
        <translation>दिखाए गए संदेश सहेजें</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>खोलें…</translation>
    </message>
    <message>
        <source>Show the messages of a saved file</source>
        <translation>सहेजी गई फ़ाइल के संदेश दिखाएँ</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>पॉज़ है</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>इस बीच आए संदेशों के साथ आगे बढ़ें</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficView</name>
    <message>
        <source>Messages</source>
        <translation>संदेश</translation>
    </message>
</context>
<context>
    <name>broadcaster::Tray</name>
    <message>
        <source>&amp;Quit</source>
        <translation>बाहर निकलें(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>विंडो छिपाएँ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Show the window</source>
        <translation>विंडो दिखाएँ(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;tart the broker</source>
        <translation>ब्रोकर शुरू करें(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;top the broker</source>
        <translation>ब्रोकर रोकें(&amp;T)</translation>
    </message>
    <message>
        <source>Broadcaster: listening on %1</source>
        <translation>Broadcaster: %1 पर सुन रहा है</translation>
    </message>
    <message>
        <source>Broadcaster: not listening</source>
        <translation>Broadcaster: सुन नहीं रहा है</translation>
    </message>
    <message>
        <source>The broker does not run</source>
        <translation>ब्रोकर चल नहीं रहा है</translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln संदेश किसी तक नहीं पहुँचा।</numerusform>
            <numerusform>%Ln संदेश किसी तक नहीं पहुँचे।</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln संदेश किसी क्लाइंट पर ड्रॉप हुआ।</numerusform>
            <numerusform>%Ln संदेश किसी क्लाइंट पर ड्रॉप हुए।</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>उन्हें दिखाएँ</translation>
    </message>
    <message>
        <source>Show the messages that did not arrive</source>
        <translation>वे संदेश दिखाएँ जो नहीं पहुँचे</translation>
    </message>
    <message>
        <source>Dismiss until there are others</source>
        <translation>नए आने तक छिपाएँ</translation>
    </message>
</context>
<context>
    <name>broadcaster::UrlSection</name>
    <message>
        <source>Address</source>
        <translation>पता</translation>
    </message>
    <message>
        <source>Project of the URLs</source>
        <translation>URL का प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Address of the URLs</source>
        <translation>URL का पता</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Page to try it</source>
        <translation>आज़माने का पेज</translation>
    </message>
    <message>
        <source>address of the page to try it</source>
        <translation>आज़माने के पेज का पता</translation>
    </message>
    <message>
        <source>URL for type %1</source>
        <translation>%1 प्रकार के लिए URL</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>हेल्थ</translation>
    </message>
    <message>
        <source>command for the health</source>
        <translation>हेल्थ का कमांड</translation>
    </message>
    <message>
        <source>Connected clients</source>
        <translation>कनेक्ट किए हुए क्लाइंट</translation>
    </message>
    <message>
        <source>command for the status</source>
        <translation>स्थिति का कमांड</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>उपयोग</translation>
    </message>
    <message>
        <source>command for the usage</source>
        <translation>उपयोग का कमांड</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>कनेक्ट करें</translation>
    </message>
    <message>
        <source>URLs for clients and for curl.</source>
        <translation>क्लाइंट और curl के लिए URL।</translation>
    </message>
    <message>
        <source>Where the project requires a key, add &amp;apiKey= and the key to the URL.</source>
        <translation>जहाँ प्रोजेक्ट में कुंजी ज़रूरी हो, वहाँ URL में &amp;apiKey= और कुंजी जोड़ें।</translation>
    </message>
    <message>
        <source>Start the broker to see where clients connect.</source>
        <translation>क्लाइंट कहाँ कनेक्ट होते हैं, यह देखने के लिए ब्रोकर शुरू करें।</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsageModel</name>
    <message>
        <source>%1, so far</source>
        <translation>%1, अब तक</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>दिन (UTC)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>सप्ताह का दिन</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>संदेश</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsagePage</name>
    <message>
        <source>As a table</source>
        <translation>टेबल के रूप में</translation>
    </message>
    <message>
        <source>Export usage…</source>
        <translation>उपयोग एक्सपोर्ट करें…</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>उपयोग</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>प्रोजेक्ट</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>प्रोजेक्ट(&amp;P)</translation>
    </message>
    <message>
        <source>Messages per day</source>
        <translation>प्रतिदिन संदेश</translation>
    </message>
    <message>
        <source>Last %1 days (UTC), today so far</source>
        <translation>पिछले %1 दिन (UTC), आज अब तक</translation>
    </message>
    <message>
        <source>The usage cannot be read. %1</source>
        <translation>उपयोग पढ़ा नहीं जा सकता। %1</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>अभी कुछ पता नहीं है।</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>सभी प्रोजेक्ट</translation>
    </message>
    <message>
        <source>Reading the usage</source>
        <translation>उपयोग पढ़ा जा रहा है</translation>
    </message>
    <message>
        <source>messages in total</source>
        <translation>संदेश अब तक कुल</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>पिछले %1 दिनों में</translation>
    </message>
    <message>
        <source>today, so far</source>
        <translation>आज, अब तक</translation>
    </message>
    <message>
        <source>on the busiest day</source>
        <translation>सबसे व्यस्त दिन</translation>
    </message>
    <message>
        <source>No messages in the last %1 days. New messages are counted here within seconds.</source>
        <translation>पिछले %1 दिनों में कोई संदेश नहीं। नए संदेश कुछ सेकंड में यहाँ गिने जाते हैं।</translation>
    </message>
    <message>
        <source>messages in total, all of them today</source>
        <translation>संदेश अब तक कुल, सब आज ही</translation>
    </message>
    <message>
        <source>on the busiest day, %1</source>
        <translation>सबसे व्यस्त दिन, %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>उपयोग एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2. Choose another place.</source>
        <translation>%1 को लिखा नहीं जा सकता। %2। दूसरी जगह चुनें।</translation>
    </message>
</context>
<context>
    <name>broadcaster::ValuePanel</name>
    <message>
        <source>Decode</source>
        <translation>डिकोड करें</translation>
    </message>
    <message>
        <source>Decode the value</source>
        <translation>मान डिकोड करें</translation>
    </message>
    <message>
        <source>Show the content of the value (D)</source>
        <translation>मान की सामग्री दिखाएँ (D)</translation>
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
        <translation>फ़ाइल(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>दृश्य(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>ट्रैफ़िक(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>प्रोजेक्ट(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>मदद(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>फ़िल्टर(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>डेमो ट्रैफ़िक(&amp;D)</translation>
    </message>
    <message>
        <source>Three simulated clients talk in the project demo</source>
        <translation>तीन सिम्युलेटेड क्लाइंट प्रोजेक्ट demo में आपस में बात करते हैं</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>बंद करने पर ट्रे में चलने दें(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>बाहर निकलें(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>संकरा साइडबार(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous project</source>
        <translation>पिछला प्रोजेक्ट(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next project</source>
        <translation>अगला प्रोजेक्ट(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>सभी प्रोजेक्ट(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>थीम(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>डेस्कटॉप के अनुसार(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>हल्की(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>गहरी(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>फ़िल्टर की भाषा(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>कीबोर्ड शॉर्टकट(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Broadcaster</source>
        <translation>Broadcaster के बारे में(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>भाषा(&amp;L)</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishButton</name>
    <message>
        <source>The broker sends nothing</source>
        <extracomment>The traffic that the broker sends to this window</extracomment>
        <translation>ब्रोकर कुछ नहीं भेजता</translation>
    </message>
    <message>
        <source>All traffic, up to %1 MiB/s</source>
        <translation>सारा ट्रैफ़िक, %1 MiB/s तक</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>सिर्फ़ %1</translation>
    </message>
    <message>
        <source>The traffic that the broker sends to this window. Click to change it.</source>
        <translation>ब्रोकर इस विंडो को जो ट्रैफ़िक भेजता है। बदलने के लिए क्लिक करें।</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishPopUp</name>
    <message>
        <source>The broker looks at a message when it comes. It does not know deliveries, replies, marks and comments then.</source>
        <translation>ब्रोकर संदेश को उसके आते ही देखता है। तब उसे डिलीवरी, जवाब, चिह्न और टिप्पणियाँ पता नहीं होतीं।</translation>
    </message>
    <message>
        <source>Use the filter of the page</source>
        <translation>पेज का फ़िल्टर इस्तेमाल करें</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>लागू करें</translation>
    </message>
    <message>
        <source>Traffic to get</source>
        <translation>कौन सा ट्रैफ़िक चाहिए</translation>
    </message>
    <message>
        <source>Filter at the broker</source>
        <translation>ब्रोकर पर फ़िल्टर</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>सभी संदेश</translation>
    </message>
    <message>
        <source>Messages a second at most, in MiB</source>
        <translation>प्रति सेकंड अधिकतम संदेश, MiB में</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>अधिकतम</translation>
    </message>
    <message>
        <source>Only these messages cross the network. Others that match are counted, and a mark shows where they are missing.</source>
        <translation>सिर्फ़ ये संदेश नेटवर्क से आते हैं। मेल खाने वाले बाकी संदेश गिने जाते हैं, और जहाँ वे छूटे हैं, वहाँ एक चिह्न होता है।</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Addresses</source>
        <translation>पते</translation>
    </message>
    <message>
        <source>IP address or localhost to listen on; 0.0.0.0 and :: stand for all.</source>
        <translation>सुनने के लिए IP पता या localhost; 0.0.0.0 और :: का मतलब सभी है।</translation>
    </message>
    <message>
        <source>an IP address, such as 127.0.0.1, ::1 or 0.0.0.0</source>
        <translation>IP पता, जैसे 127.0.0.1, ::1 या 0.0.0.0</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>पोर्ट</translation>
    </message>
    <message>
        <source>Port to listen on; 0 takes any free one.</source>
        <translation>सुनने का पोर्ट; 0 से कोई भी खाली पोर्ट लिया जाता है।</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>सर्टिफ़िकेट फ़ाइल</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its signers; the port then speaks wss:// and https:// only.</source>
        <translation>PEM फ़ाइल, जिसमें सर्टिफ़िकेट और उस पर हस्ताक्षर करने वालों के सर्टिफ़िकेट हों; तब पोर्ट सिर्फ़ wss:// और https:// बोलता है।</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>निजी कुंजी फ़ाइल</translation>
    </message>
    <message>
        <source>PEM file with the private key of the certificate. Only its owner may be able to read it.</source>
        <translation>सर्टिफ़िकेट की निजी कुंजी वाली PEM फ़ाइल। इसे सिर्फ़ इसका मालिक पढ़ सके।</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>अनुमत ऑरिजिन</translation>
    </message>
    <message>
        <source>Web pages that may connect beside those of this machine; * stands for all.</source>
        <translation>इस मशीन के पेजों के अलावा कनेक्ट कर सकने वाले वेब पेज; * का मतलब सभी है।</translation>
    </message>
    <message>
        <source>an origin, such as https://app.example.com</source>
        <translation>ऑरिजिन, जैसे https://app.example.com</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>अनुमत होस्ट नाम</translation>
    </message>
    <message>
        <source>Name that a broker answers to beside localhost while it listens on this machine only, such as that of a proxy before it.</source>
        <translation>localhost के अलावा वह नाम, जिस पर ब्रोकर सिर्फ़ इसी मशीन पर सुनते समय जवाब देता है, जैसे उसके आगे लगी प्रॉक्सी का नाम।</translation>
    </message>
    <message>
        <source>a host without a port, such as broker.example.com</source>
        <translation>बिना पोर्ट का होस्ट, जैसे broker.example.com</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>विश्वसनीय प्रॉक्सी</translation>
    </message>
    <message>
        <source>Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header names the client.</source>
        <translation>वह प्रॉक्सी, या प्रॉक्सी का नेटवर्क, जिसका Forwarded या X-Forwarded-For हेडर क्लाइंट बताता है।</translation>
    </message>
    <message>
        <source>an IP address or a network, such as 10.0.0.0/8</source>
        <translation>IP पता या नेटवर्क, जैसे 10.0.0.0/8</translation>
    </message>
    <message>
        <source>Model Context Protocol</source>
        <translation>Model Context Protocol</translation>
    </message>
    <message>
        <source>Lets AI agents that have the service key or the viewer key look at the broker by POST /mcp.</source>
        <translation>सेवा कुंजी या व्यूअर कुंजी वाले AI एजेंट को POST /mcp से ब्रोकर देखने देता है।</translation>
    </message>
    <message>
        <source>Agents may act</source>
        <translation>एजेंट कार्रवाई कर सकते हैं</translation>
    </message>
    <message>
        <source>Lets agents that have the service key also send messages and disconnect clients.</source>
        <translation>सेवा कुंजी वाले एजेंट को संदेश भेजने और क्लाइंट डिस्कनेक्ट करने भी देता है।</translation>
    </message>
    <message>
        <source>Kept messages</source>
        <translation>रखे गए संदेश</translation>
    </message>
    <message>
        <source>Latest messages that the broker keeps in memory for questions of agents; 0 keeps none.</source>
        <translation>एजेंटों के सवालों के लिए ब्रोकर की मेमोरी में रखे जाने वाले सबसे नए संदेश; 0 से कोई नहीं रखा जाता।</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>संदेश का आकार</translation>
    </message>
    <message>
        <source>Largest message; a client that sends more is closed with 1009.</source>
        <translation>सबसे बड़ा संदेश; इससे ज़्यादा भेजने वाला क्लाइंट 1009 के साथ बंद किया जाता है।</translation>
    </message>
    <message>
        <source>Send queue per client</source>
        <translation>भेजने की कतार, प्रति क्लाइंट</translation>
    </message>
    <message>
        <source>Unsent bytes of one client; a client that reads so slowly that more waits is closed with 4002.</source>
        <translation>एक क्लाइंट के न भेजे गए बाइट; जो क्लाइंट इतना धीमा पढ़े कि इससे ज़्यादा प्रतीक्षा में हों, वह 4002 के साथ बंद किया जाता है।</translation>
    </message>
    <message>
        <source>Send queues in total</source>
        <translation>भेजने की कतारें, कुल</translation>
    </message>
    <message>
        <source>Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; above it, a client of the project that holds the most is closed.</source>
        <translation>कुल प्रतीक्षा में बाइट: क्लाइंट के लिए, अधूरे संदेशों के और HTTP जवाबों के; इससे ऊपर, सबसे ज़्यादा बाइट वाले प्रोजेक्ट का एक क्लाइंट बंद किया जाता है।</translation>
    </message>
    <message>
        <source>Message rate per client</source>
        <translation>प्रति क्लाइंट संदेश दर</translation>
    </message>
    <message>
        <source>Messages per second; 0 is unlimited. Clients above it are closed with 4003.</source>
        <translation>प्रति सेकंड संदेश; 0 का मतलब असीमित है। इससे ऊपर के क्लाइंट 4003 के साथ बंद किए जाते हैं।</translation>
    </message>
    <message>
        <source>Connections in total</source>
        <translation>कुल कनेक्शन</translation>
    </message>
    <message>
        <source>WebSocket connections; further ones are refused and told to try again.</source>
        <translation>WebSocket कनेक्शन; इससे आगे के अस्वीकार किए जाते हैं और उन्हें फिर कोशिश करने को कहा जाता है।</translation>
    </message>
    <message>
        <source>Connections per project</source>
        <translation>प्रति प्रोजेक्ट कनेक्शन</translation>
    </message>
    <message>
        <source>WebSocket connections of one project, so that it cannot take those of all.</source>
        <translation>एक प्रोजेक्ट के WebSocket कनेक्शन, ताकि वह सबके हिस्से के कनेक्शन न ले ले।</translation>
    </message>
    <message>
        <source>Pending handshakes</source>
        <translation>लंबित हैंडशेक</translation>
    </message>
    <message>
        <source>Connections without a complete request; beyond it, the address with the most gives up its oldest.</source>
        <translation>बिना पूरे अनुरोध के कनेक्शन; इससे आगे, ऐसे सबसे ज़्यादा कनेक्शन वाले पते का सबसे पुराना कनेक्शन छोड़ दिया जाता है।</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>थ्रेड</translation>
    </message>
    <message>
        <source>Threads that serve the projects; 0 takes one per core.</source>
        <translation>प्रोजेक्ट चलाने वाले थ्रेड; 0 से प्रति कोर एक लिया जाता है।</translation>
    </message>
    <message>
        <source>Handshake timeout</source>
        <translation>हैंडशेक टाइमआउट</translation>
    </message>
    <message>
        <source>Time for a request to arrive; a slower connection is cut.</source>
        <translation>अनुरोध पहुँचने का समय; इससे धीमा कनेक्शन काट दिया जाता है।</translation>
    </message>
    <message>
        <source>Keep-alive timeout</source>
        <translation>Keep-alive टाइमआउट</translation>
    </message>
    <message>
        <source>Time that an HTTP connection may be idle between two requests; a proxy before the broker must give up sooner.</source>
        <translation>दो अनुरोधों के बीच HTTP कनेक्शन कितने समय तक निष्क्रिय रह सकता है; ब्रोकर के आगे लगी प्रॉक्सी को इससे पहले उसे छोड़ देना चाहिए।</translation>
    </message>
    <message>
        <source>Ping interval</source>
        <translation>पिंग अंतराल</translation>
    </message>
    <message>
        <source>Time between two pings; a client that leaves two unanswered is closed with 4004.</source>
        <translation>दो पिंग के बीच का समय; दो का जवाब न देने वाला क्लाइंट 4004 के साथ बंद किया जाता है।</translation>
    </message>
    <message>
        <source>Slow reader timeout</source>
        <translation>धीमे रीडर का टाइमआउट</translation>
    </message>
    <message>
        <source>Time that a byte may wait for a client; then it is closed with 4002.</source>
        <translation>किसी क्लाइंट के लिए एक बाइट कितने समय तक प्रतीक्षा कर सकता है; उसके बाद क्लाइंट 4002 के साथ बंद किया जाता है।</translation>
    </message>
    <message>
        <source>Idle project timeout</source>
        <translation>निष्क्रिय प्रोजेक्ट टाइमआउट</translation>
    </message>
    <message>
        <source>Time until an empty project is forgotten. Its keys and usage stay.</source>
        <translation>खाली प्रोजेक्ट के भुला दिए जाने तक का समय। उसकी कुंजियाँ और उपयोग बने रहते हैं।</translation>
    </message>
    <message>
        <source>Drain time</source>
        <translation>ड्रेन समय</translation>
    </message>
    <message>
        <source>Time over which a stop closes the clients, so that they do not all connect again at once.</source>
        <translation>ब्रोकर के रुकने पर क्लाइंट इतने समय में बंद किए जाते हैं, ताकि वे सब एक साथ फिर कनेक्ट न हों।</translation>
    </message>
    <message>
        <source>For no client</source>
        <translation>किसी क्लाइंट के लिए नहीं</translation>
    </message>
    <message>
        <source>For clients on other machines</source>
        <translation>दूसरी मशीनों के क्लाइंट के लिए</translation>
    </message>
    <message>
        <source>For all clients</source>
        <translation>सभी क्लाइंट के लिए</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>संपीड़न</translation>
    </message>
    <message>
        <source>Clients whose messages are compressed if they ask for it.</source>
        <translation>वे क्लाइंट जिनके संदेश उनके माँगने पर संपीड़ित होते हैं।</translation>
    </message>
</context>
</TS>
