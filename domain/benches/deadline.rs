//! How fast a deadline is computed: through the compiled calendar, by a walk over every day, and beside
//! numpy's vectorised `busday_offset` where Python has it.
//!
//! `cargo bench -p domain --bench deadline`. All in one run, because machines differ and are noisy.

use criterion::Criterion;
use domain::{
    calendar::Calendar,
    period::{Period, Unit},
    time::Timestamp,
};
use jiff::{
    Span,
    civil::{Date, DateTime, date},
};
use std::{hint::black_box, process::Command, time::Instant};

/// Computations of one measurement beside numpy.
const MANY: u32 = 2_000_000;

/// The n-th open day by looking at each day: what the table is measured against.
fn walk(calendar: &Calendar, start: Date, n: u32) -> Date {
    let mut day = start;
    let mut left = n;
    while left > 0 {
        day = day.tomorrow().unwrap_or(day);
        if calendar.is_open(day) == Ok(true) {
            left -= 1;
        }
    }
    day
}

/// Starts and lengths that come round again after a while: no branch can be learnt by heart.
fn cases() -> Vec<(DateTime, u32)> {
    (0..1_000_i32)
        .map(|i| {
            let day = date(2024, 1, 1).saturating_add(Span::new().days(i));
            let n = (i * 37) % 250 + 1;
            (day.at(11, 0, 0, 0), u32::try_from(n).unwrap_or(1))
        })
        .collect()
}

fn by_criterion(c: &mut Criterion) {
    let calendar = Calendar::standard();
    let cases = cases();
    let mut next = cases.iter().cycle();
    let mut group = c.benchmark_group("n-th open day, n to 250");
    group.bench_function("deadline, no explanation", |b| {
        b.iter(|| {
            let (start, n) = *next.next().unwrap_or(&(date(2026, 1, 1).at(0, 0, 0, 0), 1));
            let period = Period::new(n, Unit::OpenDay);
            black_box(period.compute_end(black_box(start), &calendar, &[], &[]))
        });
    });
    let mut next = cases.iter().cycle();
    group.bench_function("day-by-day walk", |b| {
        b.iter(|| {
            let (start, n) = *next.next().unwrap_or(&(date(2026, 1, 1).at(0, 0, 0, 0), 1));
            black_box(walk(&calendar, black_box(start.date()), n))
        });
    });
    let mut next = cases.iter().cycle();
    group.bench_function("look-up alone", |b| {
        b.iter(|| {
            let (start, n) = *next.next().unwrap_or(&(date(2026, 1, 1).at(0, 0, 0, 0), 1));
            black_box(calendar.nth_open_day_after(black_box(start.date()), n))
        });
    });
    group.finish();
    let mut group = c.benchmark_group("open time");
    let start = Timestamp::from_jst(date(2026, 5, 1).at(16, 0, 0, 0));
    group.bench_function("add 480 open minutes", |b| {
        b.iter(|| {
            let open = calendar.open_micros_until(black_box(start)).unwrap_or(0);
            black_box(calendar.earliest_with_open(open + 480 * 60_000_000))
        });
    });
    group.finish();
}

/// Nanoseconds of one `busday_offset` of our own, and of one whole deadline without explanation: with
/// the hour of receipt, the first counted day and the instant of its end.
fn ours() -> (f64, f64) {
    let calendar = Calendar::standard();
    let cases = cases();
    let each = |compute: &dyn Fn(DateTime, u32)| {
        let begun = Instant::now();
        for (start, n) in cases.iter().cycle().take(MANY as usize) {
            compute(*start, *n);
        }
        begun.elapsed().as_secs_f64() * 1e9 / f64::from(MANY)
    };
    let day = each(&|start, n| {
        let _ = black_box(calendar.nth_open_day_after(black_box(start.date()), n));
    });
    let deadline = each(&|start, n| {
        let period = Period::new(n, Unit::OpenDay);
        let _ = black_box(period.compute_end(black_box(start), &calendar, &[], &[]));
    });
    (day, deadline)
}

/// Nanoseconds of one element of numpy's vectorised `busday_offset` with the same holidays.
fn numpy() -> Option<f64> {
    let holidays = domain::calendar::holidays(date(2023, 1, 1), date(2028, 12, 31)).ok()?;
    let days: Vec<String> = holidays.iter().map(|h| h.date.to_string()).collect();
    let script = format!(
        "import numpy as np, time\n\
         n = {MANY}\n\
         start = np.datetime64('2024-01-01') + (np.arange(n) % 1000)\n\
         length = (np.arange(n) % 1000 * 37) % 250 + 1\n\
         cal = np.busdaycalendar(holidays='{}'.split())\n\
         np.busday_offset(start[:1000], length[:1000], roll='backward', busdaycal=cal)\n\
         t = time.perf_counter()\n\
         np.busday_offset(start, length, roll='backward', busdaycal=cal)\n\
         print((time.perf_counter() - t) / n * 1e9)\n",
        days.join(" ")
    );
    let out = Command::new("python3")
        .args(["-c", &script])
        .output()
        .ok()?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    by_criterion(&mut criterion);
    criterion.final_summary();
    // Five pairs in turn: the middle one counts.
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let (day, deadline) = ours();
        let Some(them) = numpy() else {
            eprintln!("numpy is not installed here: no ratio (pip install numpy)");
            return;
        };
        eprintln!(
            "n-th open day {day:.1} ns, numpy busday_offset {them:.1} ns an element, whole deadline {deadline:.1} ns"
        );
        ratios.push((day / them, deadline / them));
    }
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((day, deadline)) = ratios.get(ratios.len() / 2) {
        eprintln!(
            "ratio of the n-th open day {day:.3} (to reach: at most 0.1), of a whole deadline {deadline:.3}"
        );
    }
}
