-- Accounts with their balances, in the smallest units of their assets: `balance` is what is posted on the side on which an
-- account grows, less what is posted on the other; `pending_balance` is that with what is pending, `encumbered_balance` with
-- what is encumbered besides; `available` is `balance` with all that is pending gone and nothing that is pending come.
CREATE VIEW {prefix}ledger AS
SELECT a.tenant, a.account, a.asset, a.normal, a.floor, a.ceiling,
       a.debits_encumbered, a.debits_pending, a.debits_posted, a.credits_encumbered, a.credits_pending, a.credits_posted,
       a.sign * (a.credits_posted - a.debits_posted) AS balance,
       a.sign * (a.credits_posted - a.debits_posted + a.credits_pending - a.debits_pending) AS pending_balance,
       a.sign * (a.credits_posted - a.debits_posted + a.credits_pending - a.debits_pending
                 + a.credits_encumbered - a.debits_encumbered) AS encumbered_balance,
       a.sign * (a.credits_posted - a.debits_posted)
       - CASE a.normal WHEN 'debit' THEN a.credits_pending ELSE a.debits_pending END AS available
FROM (
    SELECT a.tenant, a.id AS account, a.asset, coalesce(json_extract(a.body, '$.normal'), 'credit') AS normal,
           CASE json_extract(a.body, '$.normal') WHEN 'debit' THEN -1 ELSE 1 END AS sign,
           json_extract(a.body, '$.floor') AS floor, json_extract(a.body, '$.ceiling') AS ceiling,
           coalesce(b.debits_encumbered, 0) AS debits_encumbered, coalesce(b.credits_encumbered, 0) AS credits_encumbered,
           coalesce(b.debits_pending, 0) AS debits_pending, coalesce(b.debits_posted, 0) AS debits_posted,
           coalesce(b.credits_pending, 0) AS credits_pending, coalesce(b.credits_posted, 0) AS credits_posted
    FROM {prefix}accounts AS a
    LEFT JOIN {prefix}balances AS b ON b.tenant = a.tenant AND b.id = a.id
) AS a;
