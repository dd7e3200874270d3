// npm's mysql2 over TLS and compressed, several statements in one text, another user. Prints "ok" where all is as it should be.
// Environment: HOST, PORT, MYSQL_USER, PASSWORD, SCHEMA.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const mysql = createRequire(process.cwd() + '/')('mysql2/promise');
const options = {
  host: process.env.HOST,
  port: Number(process.env.PORT),
  user: process.env.MYSQL_USER,
  password: process.env.PASSWORD,
  database: process.env.SCHEMA,
  ssl: { rejectUnauthorized: false },
  multipleStatements: true,
};

for (const compress of [false, true]) {
  const connection = await mysql.createConnection({ ...options, compress });
  const [many] = await connection.query("SELECT 1 AS a; SELECT ';' AS b; SELECT 3 AS c");
  assert.deepEqual(many.map((rows) => Object.values(rows[0])[0]), [1, ';', 3]);
  const [long] = await connection.execute('SELECT REPEAT(?, 300000) AS x', ['abc']);
  assert.equal(long[0].x.length, 900_000);
  const error = await connection.query('SELECT 1; SELECT nosuch; SELECT 3').then(() => null, (e) => e);
  assert.equal(error.errno, 1054);
  await connection.changeUser({ user: options.user, password: options.password, database: options.database });
  const [again] = await connection.query('SELECT 7 AS n');
  assert.equal(again[0].n, 7);
  await connection.end();
}
console.log('ok');
