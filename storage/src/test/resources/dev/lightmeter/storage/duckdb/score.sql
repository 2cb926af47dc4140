-- The score of every device and device group in one statement of whole numbers (docs/scoring.md sections 3 to 6, the
-- parameters 1.0). rdiv(a, b) is written out as (2 * a + b) // (2 * b). The day stands in the table "today".
with said as (
    -- what each rank says of a weakness; below the feeds stands the worst that any report says
    select weakness,
        case feed when 'EPSS' then 1 when 'KEV' then 2 when 'NVD' then 3 when 'CVE' then 4 when 'EXPLOITS' then 5 end as rank,
        epss_p5, cvss_tenths, severity, attack_vector, evidence, rejected, end_of_support
    from feed_fact
    union all
    select weakness, 6, max(epss_p5), max(cvss_tenths),
        case max(case severity when 'CRITICAL' then 5 when 'HIGH' then 4 when 'MEDIUM' then 3 when 'LOW' then 2
                when 'NONE' then 1 else 0 end)
            when 5 then 'CRITICAL' when 4 then 'HIGH' when 3 then 'MEDIUM' when 2 then 'LOW' when 1 then 'NONE'
            else 'UNKNOWN' end,
        case when bool_or(attack_vector = 'NETWORK') then 'NETWORK' when bool_or(attack_vector = 'ADJACENT') then 'ADJACENT'
            when bool_or(attack_vector = 'LOCAL') then 'LOCAL' when bool_or(attack_vector = 'PHYSICAL') then 'PHYSICAL'
            else 'UNKNOWN' end,
        bit_or(evidence), bool_and(rejected),
        case when bool_or(end_of_support = 'OPERATING_SYSTEM') then 'OPERATING_SYSTEM'
            when bool_or(end_of_support = 'APPLICATION') then 'APPLICATION' else 'NO' end
    from report_fact group by weakness),
fact as (
    select w.id as weakness,
        coalesce((array_agg(s.epss_p5 order by s.rank) filter (where s.epss_p5 >= 0))[1], -1) as epss,
        coalesce((array_agg(s.cvss_tenths order by s.rank) filter (where s.cvss_tenths >= 0))[1], -1) as cvss,
        coalesce((array_agg(s.severity order by s.rank) filter (where s.severity <> 'UNKNOWN'))[1], 'UNKNOWN') as label,
        coalesce((array_agg(s.attack_vector order by s.rank) filter (where s.attack_vector <> 'UNKNOWN'))[1], 'UNKNOWN')
            as vector,
        coalesce(bit_or(s.evidence), 0) as evidence,
        coalesce(bool_or(s.rejected), false) as rejected,
        coalesce((array_agg(s.end_of_support order by s.rank) filter (where s.end_of_support <> 'NO'))[1], 'NO') as eos
    from weakness w left join said s on s.weakness = w.id group by w.id),
likely as (
    select *,
        case when eos = 'OPERATING_SYSTEM' then 30000 when eos = 'APPLICATION' then 10000 when epss >= 0 then epss
            else case case when cvss >= 90 then 'CRITICAL' when cvss >= 70 then 'HIGH' when cvss >= 40 then 'MEDIUM'
                        when cvss > 0 then 'LOW' when cvss = 0 then 'NONE' else label end
                when 'CRITICAL' then 3000 when 'HIGH' then 1500 when 'MEDIUM' then 1000 when 'LOW' then 500
                when 'NONE' then 0 else 1500 end end as start,
        case when evidence & 2 > 0 then 95000 when evidence & 1 > 0 then 80000 when evidence & 4 > 0 then 30000
            when evidence & 8 > 0 then 10000 when evidence & 16 > 0 then 2000 else 0 end as least,
        greatest(
            case when cvss >= 0 then cvss
                else case label when 'CRITICAL' then 95 when 'HIGH' then 80 when 'MEDIUM' then 55 when 'LOW' then 25
                    when 'NONE' then 0 else 70 end end,
            case when evidence & 3 > 0 then 70 else 0 end) as impact
    from fact),
base as (
    select l.weakness, a.alert, l.vector,
        case when l.rejected then 0
            else (2 * (200 * l.impact * p.p * (1000000 + 90 * p.p)) + 10000000) // 20000000 end as hazard
    from likely l
    cross join (values (false), (true)) a(alert)
    cross join lateral (
        select cast(greatest(l.start, l.least, case when a.alert then 95000 else 0 end) as bigint) as p) p),
residual as (
    select p.id as path, p.alert,
        least(
            case when p.status in ('FIXED', 'NOT_AFFECTED', 'FALSE_POSITIVE', 'HIDDEN') then 0 else 100 end,
            case when p.exception_justification in ('THIRD_PARTY_CONTROL', 'ALTERNATE_MITIGATION')
                and (p.exception_expires is null or p.exception_expires >= t.day) then 25 else 100 end) as pct
    from path p cross join today t),
worst as (
    select f.device, f.weakness,
        max((2 * (b.hazard * r.pct * case when coalesce(d.internet_facing, false) and b.vector in ('NETWORK', 'UNKNOWN')
            then 200 else 100 end) + 10000) // 20000) as hazard
    from finding f
    join residual r on r.path = f.path
    join base b on b.weakness = f.weakness and b.alert = r.alert
    join device d on d.slot = f.device
    where f.fixed_at is null group by f.device, f.weakness),
control as (
    select device, control, bool_or(failed) as failed,
        coalesce(max(weight) filter (where failed), max(weight)) as weight
    from control_result group by device, control),
configuration as (
    select device,
        case when sum(weight) = 0 then 0
            else cast((2 * 250000000 * coalesce(sum(weight) filter (where failed), 0) + sum(weight))
                // (2 * sum(weight)) as bigint) end as hazard
    from control group by device),
summed as (
    select device, cast(sum(hazard) as bigint) as hazard
    from (select device, hazard from worst union all select device, hazard from configuration) part group by device),
assessed as (
    select x.device, cast(max(greatest(x.assessed_at, case when s.reports_findings then x.vouched_at end)) as date) as day
    from device_source x join source s on s.id = x.source group by x.device),
scored as (
    select d.slot, d.id, coalesce(d.device_group, 0) as device_group, coalesce(h.hazard, 0) as hazard,
        1000000000 - (2 * 1000000000000000000 + 1000000000 + coalesce(h.hazard, 0))
            // (2 * (1000000000 + coalesce(h.hazard, 0))) as score,
        case coalesce(o.value, d.value) when 'LOW' then 3 when 'HIGH' then 20 else 4 end as weight,
        not coalesce(d.excluded, false) and a.day is not null and a.day >= t.day - 30 as counts
    from device d cross join today t
    left join device_decision o on o.device = d.slot
    left join summed h on h.device = d.slot
    left join assessed a on a.device = d.slot),
grouped as (
    select device_group, cast(sum(weight * score) as bigint) as a, cast(sum(weight) as bigint) as w
    from scored where counts group by device_group)
select 'device' as what, cast(slot as bigint) as id, hazard as one, cast(score as bigint) as two, cast(0 as bigint) as three
from scored
union all
select 'group', device_group, a, w, a // w * 100 + (2 * (a % w * 100) + w) // (2 * w) from grouped
order by what, id
