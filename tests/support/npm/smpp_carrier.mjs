// A carrier that speaks SMPP 3.4: takes messages of whoever binds, and reports on each as a telephone
// would. The last digits of a number say what becomes of its message: 0102 is not reached, 0106 is
// refused at once, any other gets it.
//
//     node smpp_carrier.mjs
//
// Standard output is one JSON object a line: {"listening": port}, {"bound": name}, {"message": {…}}.
import smpp from 'smpp';

const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');
let last = 0;

function report(id, stat) {
    const time = '2611261700';
    return `id:${id} sub:001 dlvrd:${stat === 'DELIVRD' ? '001' : '000'} submit date:${time} done date:${time} ` +
        `stat:${stat} err:${stat === 'DELIVRD' ? '000' : '001'} text:`;
}

const server = smpp.createServer({}, (session) => {
    session.on('error', () => {});  // one that goes away would end the process
    const bind = (pdu) => {
        session.send(pdu.response());
        say({bound: pdu.system_id});
    };
    session.on('bind_transceiver', bind);
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => {
        session.send(pdu.response());
        session.close();
    });
    session.on('submit_sm', (pdu) => {
        const number = pdu.destination_addr;
        if (number.endsWith('0106')) {
            session.send(pdu.response({command_status: smpp.ESME_RINVDSTADR}));
            return;
        }
        const id = `m-${++last}`;
        const content = pdu.short_message;
        say({message: {number, id, coding: pdu.data_coding, parts: content.udh ? 'yes' : 'no', text: String(content.message)}});
        session.send(pdu.response({message_id: id}));
        if (!pdu.registered_delivery) return;
        const stat = number.endsWith('0102') ? 'UNDELIV' : 'DELIVRD';
        session.deliver_sm({
            source_addr: number,
            destination_addr: pdu.source_addr,
            esm_class: 4,
            short_message: report(id, stat),
            receipted_message_id: id,
            message_state: stat === 'DELIVRD' ? 2 : 5,
        });
    });
});
server.on('error', (failure) => { say({failed: String(failure)}); process.exit(1); });
server.listen(0, '127.0.0.1', () => say({listening: server.address().port}));
