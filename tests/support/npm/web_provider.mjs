// The providers of short messages and the chat robots, as far as a customer sees them: a web server
// on loopback that checks every signature by itself (node:crypto) and answers as each provider does.
//
//     node web_provider.mjs '{"now": 1795000000, "secret": "…", "key": "key.pem", "cert": "cert.pem"}'
//
// Standard output is one JSON object a line: {"listening": port} first, then {"request": {…}} for
// each request that was signed well, with what a person would get. Without `key` it speaks http.
// What it answers is written in the recipient's number, or in a robot's text ([busy]): see `moods`,
// `refusals`.
import {createHash, createHmac} from 'node:crypto';
import {readFileSync} from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const options = JSON.parse(process.argv[2] ?? '{}');
options.now ??= Date.now() / 1000;
const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');
const hash = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const quoted = (text) => encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());

// The last four digits of a number, or the word of a robot's text: moods of the transport.
const moods = {
    '9001': (response) => response.destroy(),                            // cut after the request
    '9002': () => {},                                                    // never answers
    '9003': (response) => response.end('<html>a proxy of the hotel</html>'),
    '9004': (response) => {                                              // far too much
        response.on('error', () => {});
        for (let i = 0; i < 160; ++i) response.write('x'.repeat(65536));
        response.end();
    },
    '9005': (response) => response.writeHead(503).end(),
    '9006': (response) => response.writeHead(504).end(),
    '9007': (response) => response.writeHead(302, {Location: '/elsewhere'}).end(),
    '9008': (response) => response.writeHead(429, {'Retry-After': '77'}).end(),
    '9009': (response) => response.writeHead(403).end(),
    '9010': (response) => response.end('{"Code":'),                      // cut in the middle
    '9011': (response) => response.end('['.repeat(60000)),
    '9013': (response) => response.writeHead(403).end(`not so: ${response.req.url} ${options.secret}`),
    '9012': (response) => response.writeHead(200, {'Content-Length': '1000'}).write('{"Code":"OK"', () => response.destroy()),
};
const words = {cut: '9001', silent: '9002', hotel: '9003', flood: '9004', down: '9005', gateway: '9006',
    elsewhere: '9007', wait: '9008', forbidden: '9009', telling: '9013'};

// The same for what a provider itself says no to: [code, words].
const refusals = {
    aliyun: {
        '0001': ['isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1'],
        '0002': ['isv.BUSINESS_LIMIT_CONTROL', '触发小时级流控Permits:5'],
        '0003': ['isv.BUSINESS_LIMIT_CONTROL', '触发天级流控Permits:50'],
        '0004': ['isv.AMOUNT_NOT_ENOUGH', '账户余额不足'],
        '0005': ['isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法'],
        '0006': ['isv.SMS_CONTENT_ILLEGAL', '短信内容包含禁止发送内容'],
        '0007': ['isv.MOBILE_NUMBER_ILLEGAL', '非法手机号'],
        '0008': ['isp.SYSTEM_ERROR', '系统错误'],
        '0009': ['isp.RAM_PERMISSION_DENY', 'RAM权限DENY'],
        '0010': ['Throttling.User', 'Request was denied due to user flow control.'],
        '0011': ['isv.DAY_LIMIT_CONTROL', '触发日发送限额'],
        '0012': ['isv.SOMETHING_NEW', '从未见过'],
    },
    tencent: {
        '0001': ['LimitExceeded.PhoneNumberThirtySecondLimit', 'the number of sms exceeds the 30s limit'],
        '0002': ['LimitExceeded.PhoneNumberOneHourLimit', ''],
        '0003': ['LimitExceeded.PhoneNumberDailyLimit', ''],
        '0004': ['FailedOperation.InsufficientBalanceInSmsPackage', ''],
        '0005': ['FailedOperation.SignatureIncorrectOrUnapproved', ''],
        '0006': ['FailedOperation.ContainSensitiveWord', ''],
        '0007': ['InvalidParameterValue.IncorrectPhoneNumber', 'incorrect phone number'],
        '0008': ['InternalError.OtherError', ''],
        '0009': ['FailedOperation.PhoneNumberInBlacklist', ''],
        '0010': ['InternalError.Timeout', ''],
        '0011': ['LimitExceeded.AppDailyLimit', ''],
        '0012': ['UnauthorizedOperation.RequestIpNotInWhitelist', ''],
        '0013': ['InvalidParameterValue.ContentLengthLimit', ''],
    },
    huawei: {
        '0001': ['E000510', 'MILIMIT'],
        '0004': ['E000112', ''],
        '0005': ['E000620', ''],
        '0006': ['E200028', ''],
        '0007': ['E000510', 'E200024'],
        '0008': ['E000000', ''],
    },
    cloud_mas: {
        '0005': ['IllegalSignId'],
        '0006': ['InvalidMessage'],
        '0007': ['TooManyMobiles'],
        '0008': ['SomethingNew'],
    },
    twilio: {
        '0001': [20429, 'Too Many Requests', 429],
        '0005': [21606, 'The From phone number is not a valid sender', 400],
        '0006': [21617, 'The message is too long', 400],
        '0007': [21211, "Invalid 'To' Phone Number", 400],
        '0008': [20500, 'Internal Server Error', 500],
        '0009': [21610, 'Attempt to send to unsubscribed recipient', 400],
    },
    kannel: {
        '0005': [403, 'Authorization failed for sendsms'],
        '0007': [400, 'Missing receiver number, rejected'],
        '0008': [503, 'Temporal failure, try again later.'],
        '0014': [202, '3: Queued for later delivery'],
    },
    wecom: {busy: [45009, 'api freq out of limit'], gone: [93000, 'invalid webhook url'], long: [45002, 'content size out of limit'], odd: [-1, 'system busy']},
    dingtalk: {busy: [130101, 'send too fast'], gone: [300001, 'token is not exist'], bad: [430101, 'unsafe link'], odd: [-1, 'system busy']},
    feishu: {busy: [11232, 'frequency limited'], gone: [19001, 'param invalid: incoming webhook access token invalid'], keyword: [19024, 'Key Words Not Found'], odd: [10003, 'internal error']},
};

const json = (status, object) => (response) =>
    response.writeHead(status, {'Content-Type': 'application/json'}).end(JSON.stringify(object));
const fresh = (seconds, skew) => Math.abs(seconds - options.now) <= skew;
const chosen = (provider, number) => refusals[provider][number.slice(-4)];

function aliyun({method, url, headers, body}) {
    const parts = /^ACS3-HMAC-SHA256 Credential=([^,]*),SignedHeaders=([^,]*),Signature=([0-9a-f]{64})$/
        .exec(headers.authorization ?? '');
    const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1));
    const names = parts?.[2].split(';') ?? [];
    const all = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-acs-')).sort();
    const canonical = [method, url.pathname, query.map((pair) => pair.map(quoted).join('=')).join('&'),
        ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`), '', names.join(';'), hash(body)].join('\n');
    const wanted = hmac(options.secret, 'ACS3-HMAC-SHA256\n' + hash(canonical)).toString('hex');
    const good = parts && parts[1] === 'user' && parts[3] === wanted && all.join() === names.join() &&
        fresh(Date.parse(headers['x-acs-date']) / 1000, 900);
    const get = (name) => url.searchParams.get(name);
    if (!good) return {answer: json(400, {Code: 'SignatureDoesNotMatch', Message: canonical})};
    if (headers['x-acs-action'] === 'QuerySendDetails') return aliyunDetails(get);
    if (headers['x-acs-action'] !== 'SendSms') return {answer: json(400, {Code: 'InvalidAction.NotFound'})};
    const number = get('PhoneNumbers');
    const refused = chosen('aliyun', number);
    const request = {provider: 'aliyun', number, sign: get('SignName'), template: get('TemplateCode'),
        parameters: JSON.parse(get('TemplateParam')), reference: get('OutId'), nonce: headers['x-acs-signature-nonce']};
    if (refused) return {request, answer: json(200, {Code: refused[0], Message: refused[1], RequestId: 'R1'})};
    return {request, answer: json(200, {Code: 'OK', Message: 'OK', BizId: '900619746936498440^0', RequestId: 'R1'})};
}

// What became of messages: the last digits of the number say it. Each was sent as delivery 1, and a
// stranger's to the same number stands beside it.
const fates = {'0101': 'delivered', '0102': 'failed', '0103': 'waiting', '0104': 'unknown'};
const fate = (number) => fates[number.slice(-4)] ?? 'delivered';

function aliyunDetails(get) {
    const number = get('PhoneNumber');
    const request = {provider: 'aliyun', number, asked: get('BizId') ?? '', day: get('SendDate')};
    if (number.endsWith('0105')) return {request, answer: json(403, {Code: 'NoPermission', Message: 'QuerySendDetails'})};
    const status = {delivered: [3, 'DELIVERED'], failed: [2, 'MK:0001'], waiting: [1, '']}[fate(number)];
    const detail = (OutId, SendStatus, ErrCode) => ({OutId, SendStatus, ErrCode, PhoneNum: number, TemplateCode: 'SMS_123'});
    const list = [detail('d-99-1', 2, 'MK:0002'), ...(status ? [detail('d-1-1', ...status)] : [])];
    return {request, answer: json(200, {Code: 'OK', TotalCount: list.length, SmsSendDetailDTOs: {SmsSendDetailDTO: list}})};
}

function tencentStatuses(given) {
    const number = given.PhoneNumber;
    const request = {provider: 'tencent', number, asked: String(given.BeginTime), app: given.SmsSdkAppId};
    if (number.endsWith('0105')) {
        return {request, answer: json(200, {Response: {Error: {Code: 'UnauthorizedOperation', Message: 'no'}, RequestId: 'R2'}})};
    }
    const status = {delivered: ['SUCCESS', 'DELIVRD'], failed: ['FAIL', 'MK:0001'], waiting: ['', '']}[fate(number)];
    const one = (SessionContext, SerialNo, [ReportStatus, Description]) => ({SessionContext, SerialNo, ReportStatus, Description});
    const list = [one('d-99-1', '5000:99', ['FAIL', 'MK:0002']), ...(status ? [one('d-1-1', '5000:1', status)] : [])];
    return {request, answer: json(200, {Response: {PullSmsSendStatusSet: list, RequestId: 'R2'}})};
}

function twilioMessage(sid) {
    const request = {provider: 'twilio', number: '', asked: sid};
    const status = {SM1: ['delivered', null], SM2: ['undelivered', 30003], SM3: ['sent', null]}[sid];
    if (sid === 'SM5') return {request, answer: json(401, {code: 20003, message: 'Authenticate', status: 401})};
    if (!status) return {request, answer: json(404, {code: 20404, message: 'not found', status: 404})};
    return {request, answer: json(200, {sid, status: status[0], error_code: status[1]})};
}

function tencent({headers, body}) {
    const parts = /^TC3-HMAC-SHA256 Credential=([^/]*)\/(\d{4}-\d\d-\d\d)\/sms\/tc3_request, SignedHeaders=([^,]*), Signature=([0-9a-f]{64})$/
        .exec(headers.authorization ?? '') ?? [];
    const seconds = Number(headers['x-tc-timestamp']);
    const day = new Date(seconds * 1000).toISOString().slice(0, 10);
    const names = (parts[3] ?? '').split(';');
    const canonical = ['POST', '/', '', ...names.map((name) => `${name}:${(headers[name] ?? '').trim().toLowerCase()}`), '',
        names.join(';'), hash(body)].join('\n');
    const text = ['TC3-HMAC-SHA256', seconds, `${day}/sms/tc3_request`, hash(canonical)].join('\n');
    const key = hmac(hmac(hmac('TC3' + options.secret, day), 'sms'), 'tc3_request');
    const refusal = (Code, Message) => json(200, {Response: {Error: {Code, Message}, RequestId: 'R2'}});
    if (!fresh(seconds, 300)) return {answer: refusal('AuthFailure.SignatureExpire', '')};
    if (parts[1] !== 'user' || parts[2] !== day || parts[4] !== hmac(key, text).toString('hex')) {
        return {answer: refusal('AuthFailure.SignatureFailure', canonical)};
    }
    const given = JSON.parse(body);
    if (headers['x-tc-action'] === 'PullSmsSendStatusByPhoneNumber') return tencentStatuses(given);
    const number = given.PhoneNumberSet[0];
    const request = {provider: 'tencent', number, sign: given.SignName, template: given.TemplateId,
        parameters: given.TemplateParamSet, reference: given.SessionContext, app: given.SmsSdkAppId, region: headers['x-tc-region']};
    const refused = chosen('tencent', number);
    if (refused?.[0].startsWith('Unauthorized')) return {request, answer: refusal(...refused)};
    const status = refused ? {SerialNo: '', PhoneNumber: number, Code: refused[0], Message: refused[1]}
        : {SerialNo: '5000:1045710669157053657849499619', PhoneNumber: number, Code: 'Ok', Message: 'send success', Fee: 1};
    return {request, answer: json(200, {Response: {SendStatusSet: [status], RequestId: 'R2'}})};
}

function huawei({headers, body}) {
    const form = new URLSearchParams(body);
    const wsse = Object.fromEntries([...(headers['x-wsse'] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    const digest = createHash('sha256').update(wsse.Nonce + wsse.Created + options.secret);
    const wanted = options.octets ? digest.digest('base64') : Buffer.from(digest.digest('hex')).toString('base64');
    const good = headers.authorization === 'WSSE realm="SDP",profile="UsernameToken",type="Appkey"' &&
        wsse.Username === 'user' && wsse.PasswordDigest === wanted && fresh(Date.parse(wsse.Created) / 1000, 86400);
    if (!good) return {answer: json(401, {code: 'E000105', description: 'The digest is invalid.'})};
    const number = form.get('to');
    const request = {provider: 'huawei', number, sign: form.get('signature'), template: form.get('templateId'),
        parameters: JSON.parse(form.get('templateParas')), sender: form.get('from'), reference: form.get('extend'), call_back: form.get('statusCallback') ?? ''};
    const [code, status] = chosen('huawei', number) ?? ['000000', '000000'];
    const result = status ? [{originTo: number, createTime: '', from: form.get('from'), smsMsgId: 'd6e3cdd0_1', status}] : undefined;
    return {request, answer: json(code === '000000' ? 200 : 400, {code, description: '', result})};
}

function cloudMas({body}) {
    const given = JSON.parse(Buffer.from(body, 'base64').toString());
    const mac = createHash('md5').update([given.ecName, given.apId, given.secretKey, given.mobiles, given.content, given.sign,
        given.addSerial].join('')).digest('hex');
    const refusal = (rspcod) => json(200, {rspcod, msgGroup: '', success: false});
    if (given.mac !== mac) return {answer: refusal('IllegalMac')};
    if (given.apId !== 'user' || given.secretKey !== options.secret) return {answer: refusal('InvalidUsrOrPwd')};
    const request = {provider: 'cloud_mas', number: given.mobiles, sign: given.sign, text: given.content};
    const refused = chosen('cloud_mas', given.mobiles);
    return {request, answer: refused ? refusal(refused[0]) : json(200, {rspcod: 'success', msgGroup: '0807105001005000067', success: true})};
}

function twilio({url, headers, body}) {
    const form = new URLSearchParams(body);
    const user = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
    const sid = /^\/2010-04-01\/Accounts\/user\/Messages\/([^/]+)\.json$/.exec(url.pathname)?.[1];
    if (user !== `user:${options.secret}` || (!sid && url.pathname !== '/2010-04-01/Accounts/user/Messages.json')) {
        return {answer: json(401, {code: 20003, message: 'Authenticate', status: 401})};
    }
    if (sid) return twilioMessage(sid);
    const request = {provider: 'twilio', number: form.get('To'), sender: form.get('From'), text: form.get('Body'),
        call_back: form.get('StatusCallback') ?? ''};
    const refused = chosen('twilio', form.get('To'));
    if (refused) return {request, answer: json(refused[2], {code: refused[0], message: refused[1], status: refused[2]})};
    return {request, answer: json(201, {sid: 'SM11111111111111111111111111111111', status: 'queued', error_code: null})};
}

function kannel({url}) {
    const get = (name) => url.searchParams.get(name);
    const plain = (status, text) => (response) => response.writeHead(status, {'Content-Type': 'text/html'}).end(text);
    if (get('username') !== 'user' || get('password') !== options.secret) {
        return {answer: plain(403, 'Authorization failed for sendsms')};
    }
    const request = {provider: 'kannel', number: get('to'), sender: get('from') ?? '', text: get('text'),
        coding: get('coding'), charset: get('charset'), call_back: get('dlr-url') ?? '', mask: get('dlr-mask') ?? ''};
    return {request, answer: plain(...(chosen('kannel', get('to')) ?? [202, '0: Accepted for delivery']))};
}

function robot(provider, {url, body}) {
    const given = JSON.parse(body);
    const feishu = provider === 'feishu';
    const refusal = (code, text) => json(200, feishu ? {code, msg: text} : {errcode: code, errmsg: text});
    if (provider === 'dingtalk') {
        const time = url.searchParams.get('timestamp');
        const wanted = hmac(options.secret, `${time}\n${options.secret}`).toString('base64');
        if (!fresh(Number(time) / 1000, 3600) || url.searchParams.get('sign') !== wanted) {
            return {answer: refusal(310000, 'sign not match')};
        }
    }
    if (feishu) {
        const wanted = hmac(`${given.timestamp}\n${options.secret}`, '').toString('base64');
        if (!fresh(Number(given.timestamp), 3600) || given.sign !== wanted) {
            return {answer: refusal(19021, 'sign match fail or timestamp is not within one hour from current time')};
        }
    }
    const text = feishu ? given.content.text : given.text.content;
    const request = {provider, text, mentioned: given.text?.mentioned_mobile_list ?? given.at?.atMobiles ?? []};
    const word = /\[(\w+)\]/.exec(text)?.[1];
    const refused = refusals[provider][word];
    return {request, number: words[word] ?? '', answer: refusal(...(refused ?? [0, 'ok']))};
}

function provider(request) {
    const {url, headers} = request;
    if (headers['x-acs-version']) return aliyun(request);
    if (headers['x-tc-version']) return tencent(request);
    if (url.pathname === '/sms/batchSendSms/v1') return huawei(request);
    if (url.pathname === '/sms/submit') return cloudMas(request);
    if (url.pathname.startsWith('/2010-04-01/')) return twilio(request);
    if (url.pathname === '/cgi-bin/sendsms') return kannel(request);
    if (url.pathname === '/cgi-bin/webhook/send') return robot('wecom', request);
    if (url.pathname === '/robot/send') return robot('dingtalk', request);
    if (url.pathname.startsWith('/open-apis/bot/v2/hook/')) return robot('feishu', request);
    return {answer: (response) => response.writeHead(404).end()};
}

async function take(incoming, response) {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const url = new URL(incoming.url, 'http://localhost');
    const {request, number, answer} = provider({method: incoming.method, url, headers: incoming.headers,
        body: Buffer.concat(chunks).toString()});
    if (request) say({request: {...request, raw: incoming.url}});
    // A question about a message is answered whatever became of the message itself.
    const mood = request?.asked === undefined ? request && moods[(number ?? request.number).slice(-4)] : undefined;
    (mood ?? answer)(response);
}

const onRequest = (incoming, response) => void take(incoming, response).catch(() => response.destroy());
const server = options.key
    ? https.createServer({key: readFileSync(options.key), cert: readFileSync(options.cert)}, onRequest)
    : http.createServer(onRequest);
server.on('tlsClientError', () => {});  // who does not trust us hangs up
server.listen(0, '127.0.0.1', () => say({listening: server.address().port}));
