CREATE OR REPLACE VIEW riga AS SELECT id, user_id, total FROM orders WHERE city = 'Riga';
