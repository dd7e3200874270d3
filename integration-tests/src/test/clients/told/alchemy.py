#!/usr/bin/python3
"""SQLAlchemy's ORM over PyMySQL: writes what it was told, and "ok". See mysqli.php."""
import datetime, decimal, os, ssl
from sqlalchemy import (BigInteger, Column, Date, ForeignKey, LargeBinary, MetaData, Numeric, String, Table, create_engine, exc, func,
                        inspect, select, text)
from sqlalchemy.dialects.mysql import BIGINT, DATETIME
from sqlalchemy.orm import Session, declarative_base, relationship, foreign

env = os.environ
more = {}
if env['TLS'] == 'yes':
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    more['ssl'] = context
url = f"mysql+pymysql://{env['MYSQL_USER']}:{env['PASSWORD']}@{env['HOST']}:{env['PORT']}/{env['SCHEMA']}?charset=utf8mb4"
engine = create_engine(url, connect_args=more, pool_pre_ping=True, isolation_level='READ COMMITTED')
Base = declarative_base()


def told(what, *values):
    print(what, *[repr(each) for each in values], flush=True)


class Thing(Base):
    __tablename__ = 'things'
    id = Column(BigInteger, primary_key=True, autoincrement=False)
    owner = Column(BigInteger, nullable=False)
    big = Column(BIGINT(unsigned=True))
    day = Column(Date)
    at = Column(DATETIME(fsp=6))
    price = Column(Numeric(20, 6))
    word = Column(String(64))
    picture = Column(LargeBinary)
    filler = relationship('Filler', primaryjoin='foreign(Thing.owner) == Filler.owner', viewonly=True, uselist=False)


class Filler(Base):
    __tablename__ = 'fillers'
    id = Column(BigInteger, primary_key=True)
    owner = Column(BigInteger)


seen = inspect(engine)
told('tables', sorted(seen.get_table_names()))
for each in seen.get_columns('things'):
    told('column', each['name'], str(each['type']), each['nullable'], each['default'])
told('key', seen.get_pk_constraint('things'), seen.get_indexes('things'), seen.get_foreign_keys('things'))
reflected = Table('things', MetaData(), autoload_with=engine)
told('reflected', [column.name for column in reflected.columns])
Base.metadata.create_all(engine)  # they are there

with Session(engine) as session:
    session.query(Thing).delete()
    session.commit()
    thing = Thing(id=1, owner=7, big=18446744073709551615, day=datetime.date(1999, 12, 31), price=decimal.Decimal('1.5'),
                  at=datetime.datetime(2026, 2, 28, 23, 59, 58, 123456), word='Zürich 東京 😀', picture=bytes(range(256)) * 400)
    session.add(thing)
    session.add_all([Thing(id=i, owner=i, word='many') for i in range(100, 200)])
    session.commit()
    session.expire_all()
    again = session.get(Thing, 1)
    told('row', again.owner, again.big, again.day, again.at, again.price, again.word, again.picture == bytes(range(256)) * 400)
    told('joined', again.filler.id)
    told('ordered', [each.id for each in session.execute(select(Thing).order_by(Thing.owner.desc()).limit(5).offset(3)).scalars()])
    told('grouped', session.execute(select(Thing.word, func.count(), func.avg(Thing.owner)).group_by(Thing.word).order_by(Thing.word)).all())
    told('join', session.execute(select(Thing.id, Filler.id).join(Filler, Filler.owner == Thing.owner).where(Thing.owner < 110).order_by(Thing.id)).all())
    told('in', session.execute(select(func.count()).select_from(Thing).where(Thing.owner.in_([7, 100, 101, 999]))).scalar())
    told('exists', session.query(session.query(Thing).filter(Thing.word == 'Zürich 東京 😀').exists()).scalar())
    again.word = 'changed'
    session.flush()
    told('flushed', session.execute(text('SELECT word FROM things WHERE owner = :o'), {'o': 7}).scalar())
    session.rollback()
    told('rolled back', again.word)
    with session.begin_nested():
        again.word = 'saved'
    session.commit()
    told('savepoint', session.execute(select(Thing.word).where(Thing.owner == 7)).scalar())
    told('updated', session.query(Thing).filter(Thing.owner.between(100, 120)).update({'word': 'few'}, synchronize_session=False))
    session.commit()
    for what, bad in ('double', Thing(id=1, owner=7)), ('too long', Thing(id=5, owner=5, word='x' * 65)):
        try:
            with Session(engine) as other:
                other.add(bad)
                other.commit()
        except exc.DBAPIError as e:
            told(what, type(e).__name__, e.orig.args)
    told('long', sum(1 for _ in session.execute(text('SELECT f.id, d.n FROM fillers f JOIN digits d ORDER BY f.id, d.n'),
                                                execution_options={'stream_results': True})))
    told('deleted', session.query(Thing).delete())
    session.commit()
told('ok')
