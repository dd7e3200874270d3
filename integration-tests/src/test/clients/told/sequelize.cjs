// npm's Sequelize over mysql2: writes what it was told, and "ok". See mysqli.php.
const { DataTypes, QueryTypes, Op, Sequelize } = require(process.cwd() + '/node_modules/sequelize');
const env = process.env;
const told = (what, ...values) => console.log(what, ...values.map((v) => JSON.stringify(v)));
const db = new Sequelize(env.SCHEMA, env.MYSQL_USER, env.PASSWORD, { host: env.HOST, port: Number(env.PORT), dialect: 'mysql', logging: false,
  timezone: '+00:00', pool: { max: 2 },
  dialectOptions: { charset: 'utf8mb4', supportBigNumbers: true, bigNumberStrings: true, ssl: env.TLS === 'yes' ? { rejectUnauthorized: false } : undefined } });
const Thing = db.define('Thing', {
  id: { type: DataTypes.BIGINT, primaryKey: true }, owner: { type: DataTypes.BIGINT, allowNull: false }, big: DataTypes.BIGINT.UNSIGNED,
  day: DataTypes.DATEONLY, at: DataTypes.DATE(6), clock: DataTypes.TIME, price: DataTypes.DECIMAL(20, 6), ratio: DataTypes.DOUBLE,
  word: DataTypes.STRING(64), picture: DataTypes.BLOB('long') }, { tableName: 'things', timestamps: false });
const Filler = db.define('Filler', { id: { type: DataTypes.BIGINT, primaryKey: true }, owner: DataTypes.BIGINT }, { tableName: 'fillers', timestamps: false });
Thing.hasMany(Filler, { sourceKey: 'owner', foreignKey: 'owner', constraints: false });
async function refused(what, work) {
  try { await work(); told(what, 'was done'); } catch (e) { told(what, e.name, e.original && e.original.errno, e.original && e.original.sqlMessage); }
}
const picture = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256));
const emoji = 'Zürich 東京 😀';
(async () => {
  await db.authenticate();
  const q = db.getQueryInterface();
  told('tables', (await q.showAllTables()).map((t) => t.tableName || t).sort());
  told('described', await q.describeTable('things'));
  told('indexes', (await q.showIndex('things')).map((i) => [i.name, i.unique, i.fields, i.type]));
  await db.sync(); // they are there
  await Thing.destroy({ where: {} });
  await Thing.create({ id: 1, owner: 7, big: '18446744073709551615', day: '1999-12-31', at: '2026-02-28 23:59:58.123456Z', clock: '-12:34:56',
    price: '1.5', ratio: 0.1, word: emoji, picture });
  await Thing.bulkCreate([...Array(50).keys()].map((i) => ({ id: i + 100, owner: i + 100, word: i % 2 ? 'odd' : 'even' })));
  const found = await Thing.findOne({ where: { owner: 7 } });
  told('row', { ...found.get(), picture: picture.equals(found.picture) });
  told('by key', (await Thing.findByPk(1)).word);
  told('joined', (await Thing.findAll({ where: { owner: { [Op.between]: [100, 105] } }, include: Filler, order: [['owner', 'DESC']] })).map((t) => t.toJSON()));
  told('page', await Thing.findAndCountAll({ attributes: ['id', 'word'], where: { word: { [Op.in]: ['odd', emoji] } }, order: [['id', 'ASC']], limit: 3, offset: 1 }));
  told('grouped', await Thing.findAll({ attributes: ['word', [db.fn('COUNT', db.col('id')), 'n'], [db.fn('AVG', db.col('owner')), 'a']], group: ['word'], order: ['word'], raw: true }));
  told('aggregates', await Thing.count(), await Thing.max('owner'), await Thing.sum('owner'));
  told('updated', await Thing.update({ word: 'new' }, { where: { owner: { [Op.lt]: 110 } } }));
  told('upserted', await Thing.upsert({ id: 1, owner: 7, word: 'again' }), (await Thing.findByPk(1)).word);
  told('raised', (await Thing.increment({ ratio: 2 }, { where: { owner: 7 } })).length, (await Thing.findByPk(1)).ratio);
  for (const bad of [true, false]) {
    await refused('transaction', () => db.transaction(async (transaction) => {
      await Thing.create({ id: 11, owner: 21, word: 'tx' }, { transaction });
      await Thing.create({ id: 12, owner: 22, word: 'tx' }, { transaction });
      told('inside', await Thing.count({ where: { word: 'tx' }, transaction }));
      if (bad) await Thing.create({ id: 1, owner: 7 }, { transaction });
    }));
    told('after', await Thing.count({ where: { word: 'tx' } }));
  }
  told('bound', await db.query('SELECT id, word FROM things WHERE owner = $1 OR word = $2 ORDER BY id', { bind: [7, 'tx'], type: QueryTypes.SELECT }));
  told('named', await db.query('SELECT COUNT(*) n FROM things WHERE owner IN (:owners)', { replacements: { owners: [7, 21, 100] }, type: QueryTypes.SELECT }));
  const long = await db.query('SELECT f.id, d.n FROM fillers f JOIN digits d ORDER BY f.id, d.n', { type: QueryTypes.SELECT });
  told('long', long.length, long.every((row, i) => Number(row.id) * 200 + row.n === i));
  await refused('double', () => Thing.create({ id: 1, owner: 7 }));
  await refused('too long', () => Thing.create({ id: 5, owner: 5, word: 'x'.repeat(65) }));
  await refused('unknown column', () => Thing.findAll({ attributes: ['nosuch'] }));
  told('destroyed', await Thing.destroy({ where: {} }));
  await db.close();
  told('ok');
})().catch((e) => { console.log('FAILED', e); process.exit(1); });
