// npm's mysql (text only): writes what it was told, and "ok". See mysqli.php.
const { createHash } = require('crypto');
const mysql = require(process.cwd() + '/node_modules/mysql');
const env = process.env;
const options = { host: env.HOST, port: Number(env.PORT), user: env.MYSQL_USER, password: env.PASSWORD, database: env.SCHEMA,
  charset: 'utf8mb4', supportBigNumbers: true, bigNumberStrings: true, dateStrings: true, multipleStatements: true,
  ssl: env.TLS === 'yes' ? { rejectUnauthorized: false } : undefined };
const told = (what, ...values) => console.log(what, ...values.map((v) => JSON.stringify(v)));
const open = (more) => new Promise((done, failed) => {
  const c = mysql.createConnection({ ...options, ...more });
  c.connect((e) => (e ? failed(e) : done(c)));
});
const ask = (c, sql, values) => new Promise((done, failed) => c.query(sql, values, (e, rows) => (e ? failed(e) : done(rows))));
const call = (c, what, ...args) => new Promise((done, failed) => c[what](...args, (e, r) => (e ? failed(e) : done(r))));
async function refused(what, work) {
  try { await work(); told(what, 'was done'); } catch (e) { told(what, e.errno, e.code, e.sqlState, e.sqlMessage); }
}
const plainRows = (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) =>
  [k, Buffer.isBuffer(v) ? createHash('md5').update(v).digest('hex') : v])));
(async () => {
  await refused('wrong password', () => open({ password: 'wrong' }));
  const emoji = 'Zürich 東京 😀';
  const picture = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256));
  const c = await open();
  told('emptied', (await ask(c, 'DELETE FROM things')).affectedRows >= 0);
  const done = await ask(c, 'INSERT INTO things SET ?', { id: 1, owner: 7, big: '18446744073709551615', day: '1999-12-31',
    at: '2026-02-28 23:59:58.123456', clock: '-12:34:56', price: '1.5', ratio: 0.1, word: emoji, picture });
  told('inserted', done.affectedRows, done.warningCount, done.message);
  told('nulls', (await ask(c, 'INSERT INTO things (id, owner, big) VALUES (?)', [[2, 8, null]])).affectedRows);
  told('bulk', (await ask(c, 'INSERT INTO things (id, owner, word) VALUES ?', [[...Array(50).keys()].map((i) => [i + 100, i + 100, 'many'])])).message);
  for (const owner of [7, 8]) told('row', plainRows(await ask(c, 'SELECT * FROM things WHERE owner = ?', [owner])));
  told('all', await ask(c, 'SELECT id, owner, big, word FROM things WHERE id < ? ORDER BY owner DESC', [50]));
  told('unicode', await ask(c, 'SELECT id, word FROM things WHERE word = ?', [emoji]));
  told('sums', await ask(c, 'SELECT COUNT(*) n, SUM(owner) s, AVG(owner) a, MAX(at) m FROM things WHERE id < ?', [120]));
  const updated = await ask(c, 'UPDATE things SET ratio = ? WHERE owner IN (?)', [0.1, [7, 8]]);
  told('updated', updated.affectedRows, updated.changedRows, updated.message);
  for (const end of ['rollback', 'commit']) {
    await call(c, 'beginTransaction');
    for (const i of [11, 12]) await ask(c, 'INSERT INTO things (id, owner, word) VALUES (?)', [[i, i + 10, 'tx']]);
    told('inside', await ask(c, 'SELECT COUNT(*) n FROM things WHERE word = ?', ['tx']));
    await call(c, end);
    told(end, await ask(c, 'SELECT COUNT(*) n FROM things WHERE word = ?', ['tx']));
  }
  const long = await ask(c, 'SELECT f.id, d.n FROM fillers f JOIN digits d ORDER BY f.id, d.n');
  told('long', long.length, long.every((row, i) => Number(row.id) * 200 + row.n === i));
  let streamed = 0;
  await new Promise((done, failed) => c.query('SELECT f.id, d.n FROM fillers f JOIN digits d').on('error', failed)
    .on('result', () => { if (++streamed % 10_000 === 0) { c.pause(); setTimeout(() => c.resume(), 5); } }).on('end', done));
  told('streamed', streamed);
  told('several', await ask(c, "SELECT 1 a; SELECT id FROM things WHERE word = 'tx' ORDER BY id; SELECT ';' b"));
  await refused('several, one wrong', () => ask(c, 'SELECT 1; SELECT nosuch; SELECT 3'));
  await refused('double', () => ask(c, 'INSERT INTO things (id, owner) VALUES (1, 7)'));
  await refused('unknown column', () => ask(c, 'SELECT nosuch FROM things WHERE owner = 7'));
  await refused('unknown column of all', () => ask(c, 'SELECT nosuch FROM things'));
  await refused('syntax', () => ask(c, 'SELEC 1'));
  await refused('too long', () => ask(c, 'INSERT INTO things (id, owner, word) VALUES (3, 9, ?)', ['x'.repeat(65)]));
  await ask(c, 'SET @a = 5');
  await call(c, 'changeUser', { user: env.MYSQL_USER, password: env.PASSWORD, database: env.SCHEMA });
  told('nothing left', await ask(c, 'SELECT @a'));
  await call(c, 'ping');
  await call(c, 'end');
  told('ok');
})().catch((e) => { console.log('FAILED', e); process.exit(1); });
