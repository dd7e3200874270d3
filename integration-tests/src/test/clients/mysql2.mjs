// npm's mysql2 through the proxy, text (query) and prepared (execute). Prints "ok" where all is as it should be.
// Environment: HOST, PORT, MYSQL_USER, PASSWORD, SCHEMA. It wants the tables of Things.java.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const mysql = createRequire(process.cwd() + '/')('mysql2/promise');
const options = {
  host: process.env.HOST,
  port: Number(process.env.PORT),
  user: process.env.MYSQL_USER,
  password: process.env.PASSWORD,
  database: process.env.SCHEMA,
  supportBigNumbers: true,
  bigNumberStrings: true,
  dateStrings: true,
};
const emoji = 'Zürich 東京 😀';
const picture = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256));

async function refused(work, errno, state) {
  const error = await work().then(() => null, (e) => e);
  assert.ok(error, 'it should have failed');
  assert.equal(error.errno, errno, error.message);
  assert.equal(error.sqlState, state, error.message);
}

async function values(connection, how, owner) {
  const [done] = await connection[how](
    'INSERT INTO things (owner, big, day, at, price, ratio, word, picture) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [owner, '18446744073709551615', '1999-12-31', '2026-02-28 23:59:58.123456', '1.5', 0.1, emoji, picture]);
  assert.equal(done.affectedRows, 1);
  assert.ok(BigInt(done.insertId) > 0n);
  await connection.beginTransaction();
  const [rows] = await connection[how]('SELECT * FROM things WHERE owner = ? FOR UPDATE', [owner]);
  assert.equal(rows.length, 1);
  const row = rows[0];
  assert.equal(String(row.big), '18446744073709551615');
  assert.equal(row.day, '1999-12-31');
  assert.equal(row.at, '2026-02-28 23:59:58.123456');
  assert.equal(row.price, '1.500000');
  assert.equal(row.ratio, 0.1);
  assert.equal(row.word, emoji);
  assert.equal(row.clock, null);
  assert.ok(picture.equals(row.picture));
  await connection.rollback();
}

async function transactions(connection, how, owner) {
  const count = async () => {
    const [rows] = await connection[how](
      'SELECT COUNT(*) AS n FROM things WHERE owner IN (?, ?) AND word = ?', [owner, owner + 1, 'tx']);
    return Number(rows[0].n);
  };
  for (const [end, expected] of [['rollback', 0], ['commit', 2]]) {
    await connection.beginTransaction();
    await connection[how]('INSERT INTO things (owner, word) VALUES (?, ?)', [owner, 'tx']);
    await connection[how]('INSERT INTO things (owner, word) VALUES (?, ?)', [owner + 1, 'tx']);
    assert.equal(await count(), 2);
    await connection[end]();
    await connection.beginTransaction();
    await connection[how]('SELECT id FROM things WHERE owner = ? FOR UPDATE', [owner]);
    assert.equal(await count(), expected, end);
    await connection.rollback();
  }
}

async function longResult(connection, how) {
  const [rows] = await connection[how](
    'SELECT f.id, d.n FROM fillers f JOIN digits d WHERE f.id >= ? ORDER BY f.id, d.n', [0]);
  assert.equal(rows.length, 100_000);
  rows.forEach((row, i) => assert.equal(Number(row.id) * 200 + row.n, i));
}

async function errors(connection, how) {
  await refused(() => connection[how]('INSERT INTO fillers (id, owner) VALUES (?, ?)', [7, 7]), 1062, '23000');
  await refused(() => connection[how]('SELECT nosuch FROM things WHERE owner = ?', [7]), 1054, '42S22');
  await refused(() => connection[how]('SELEC ?', [7]), 1064, '42000');
}

await refused(() => mysql.createConnection({ ...options, password: 'wrong' }), 1045, '28000');
let owner = 700;
for (const how of ['query', 'execute']) {
  const connection = await mysql.createConnection(options);
  await values(connection, how, owner++);
  await transactions(connection, how, owner);
  owner += 2;
  await longResult(connection, how);
  await errors(connection, how);
  await connection.ping();
  await connection.end();
}
console.log('ok');
