// What software that is not Duban's makes of mails in files: npm mailparser, and npm ical.js for the
// calendar part. A JSON object a file, in the order given.
//
//     node mail_reader.mjs 1.eml 2.eml
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import ICAL from 'ical.js';
import {simpleParser} from 'mailparser';

function eventOf(text) {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
    const stamp = event.component.getFirstPropertyValue('dtstamp');
    return {
        method: calendar.getFirstPropertyValue('method'),
        uid: event.uid,
        sequence: event.sequence,
        stamp: stamp.toString(),
        date: event.startDate.toString(),
        allDay: event.startDate.isDate,
        summary: event.summary,
        organizer: event.organizer,
        organizerName: event.component.getFirstProperty('organizer')?.getFirstParameter('cn'),
        url: event.component.getFirstPropertyValue('url'),
        status: event.component.getFirstPropertyValue('status'),
    };
}

for (const file of process.argv.slice(2)) {
    const mail = await simpleParser(readFileSync(file));
    const calendar = mail.attachments.find((part) => part.contentType === 'text/calendar');
    console.log(JSON.stringify({
        subject: mail.subject ?? '',
        to: mail.to?.value[0].name ?? '',
        messageId: mail.messageId,
        references: [mail.references ?? []].flat(),
        text: mail.text ?? '',
        html: mail.html || '',
        files: mail.attachments
            .filter((part) => part.contentDisposition === 'attachment')
            .map((part) => ({
                name: part.filename,
                type: part.contentType,
                sha256: createHash('sha256').update(part.content).digest('hex'),
            })),
        calendar: calendar?.content.toString() ?? '',
        event: calendar ? eventOf(calendar.content.toString()) : null,
    }));
}
