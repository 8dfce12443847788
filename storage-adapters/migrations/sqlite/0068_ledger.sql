-- Accounts with their balances, in the smallest units of their assets: `balance` is what stands on the side on which an account
-- grows, less what stands on the other; `available` is that with all that is pending gone and nothing that is pending come.
CREATE VIEW {prefix}ledger AS
SELECT a.tenant, a.id AS account, a.asset, a.normal, a.floor, a.ceiling,
       a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted,
       CASE a.normal WHEN 'debit' THEN a.debits_posted - a.credits_posted
                     ELSE a.credits_posted - a.debits_posted END AS balance,
       CASE a.normal WHEN 'debit' THEN a.debits_posted - a.credits_posted - a.credits_pending
                     ELSE a.credits_posted - a.debits_posted - a.debits_pending END AS available
FROM (
    SELECT a.tenant, a.id, a.asset, coalesce(json_extract(a.body, '$.normal'), 'credit') AS normal,
           json_extract(a.body, '$.floor') AS floor, json_extract(a.body, '$.ceiling') AS ceiling,
           coalesce(b.debits_pending, 0) AS debits_pending, coalesce(b.debits_posted, 0) AS debits_posted,
           coalesce(b.credits_pending, 0) AS credits_pending, coalesce(b.credits_posted, 0) AS credits_posted
    FROM {prefix}accounts AS a
    LEFT JOIN {prefix}balances AS b ON b.tenant = a.tenant AND b.id = a.id
) AS a;
