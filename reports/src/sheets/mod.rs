//! The sheets of `ledger.xlsx`: each a function of the records below the package's size, the code
//! tables and nothing else.
//!
//! A sheet is one type in [`all`]; adding a sheet is adding a line there. Rows come either with the
//! slice's records as they pass or at the end from the folded state of the whole ledger.

mod clauses;
mod codes;
mod deadlines;
mod escalations;
mod folios;
mod gravest;
mod guide;
mod measures;
mod meetings;
mod procedure;
pub(crate) mod records;
mod register;
mod segregation;

pub use codes::Codes;

use crate::{
    documents,
    package::PackageError,
    workbook::{Book, Cell, SheetId, SheetSpec},
};
use domain::{
    case::CaseFile,
    chain::{Hash, Record},
    clock::Replay,
    event::{Entry, Event},
    id::{CaseId, MeasureId, Obj},
    library::Library,
    segregation::Segregation,
    time::{FiscalYear, Timestamp},
    world::World,
};
use std::collections::{BTreeMap, BTreeSet};

/// A record as it passes.
pub(crate) struct Leaf<'a> {
    pub(crate) sha256: Hash,
    pub(crate) body: &'a [u8],
    pub(crate) record: &'a Record,
}

/// What rows are made from besides the record that passes.
pub(crate) struct View<'a> {
    pub(crate) year: FiscalYear,
    pub(crate) codes: &'a Codes,
    pub(crate) world: &'a World,
    pub(crate) replay: &'a Replay,
    /// The records of every measure, from the beginning.
    pub(crate) trails: &'a BTreeMap<MeasureId, Vec<Entry>>,
    /// The measures against whoever was a statutory member when they were proposed.
    pub(crate) statutory: &'a BTreeSet<MeasureId>,
    /// What the checks of segregation found.
    pub(crate) segregation: &'a Segregation,
    /// The documents of configuration.
    pub(crate) library: &'a Library,
    /// Time of the latest record.
    pub(crate) now: Timestamp,
}

/// Where rows go.
pub(crate) struct Rows<'a> {
    book: &'a mut Book,
    sheet: SheetId,
}

impl Rows<'_> {
    pub(crate) fn push(&mut self, cells: Vec<Cell>) -> Result<(), PackageError> {
        Ok(self.book.row(self.sheet, cells)?)
    }
}

/// One sheet.
pub(crate) trait Sheet {
    /// Name and columns.
    fn spec(&self) -> SheetSpec;

    /// Rows for a record of the slice, already folded into the view.
    fn record(
        &self,
        _: &Leaf<'_>,
        _: &Entry,
        _: &View<'_>,
        _: &mut Rows<'_>,
    ) -> Result<(), PackageError> {
        Ok(())
    }

    /// Rows from the state at the end.
    fn finish(&self, _: &View<'_>, _: &mut Rows<'_>) -> Result<(), PackageError> {
        Ok(())
    }
}

/// Every sheet after the cover, in the order of the tabs.
fn all() -> Vec<Box<dyn Sheet>> {
    vec![
        Box::new(guide::Guide),
        Box::new(clauses::Clauses),
        Box::new(register::Register),
        Box::new(deadlines::Deadlines),
        Box::new(escalations::Escalations),
        Box::new(measures::Measures),
        Box::new(gravest::Gravest),
        Box::new(meetings::Meetings),
        Box::new(folios::Folios),
        Box::new(segregation::Duties),
        Box::new(records::Records),
    ]
}

/// The sheets while the ledger passes.
pub(crate) struct Sheets {
    year: FiscalYear,
    from: u64,
    codes: Codes,
    library: Library,
    world: World,
    replay: Replay,
    trails: BTreeMap<MeasureId, Vec<Entry>>,
    statutory: BTreeSet<MeasureId>,
    segregation: Segregation,
    now: Timestamp,
    list: Vec<(SheetId, Box<dyn Sheet>)>,
}

impl Sheets {
    /// Adds every sheet to the workbook.
    pub(crate) fn new(
        year: FiscalYear,
        from: u64,
        library: Library,
        book: &mut Book,
    ) -> Result<Self, PackageError> {
        let add = |sheet: Box<dyn Sheet>| Ok((book.sheet(sheet.spec())?, sheet));
        Ok(Self {
            year,
            from,
            codes: Codes::japanese(),
            library,
            world: World::default(),
            replay: Replay::new(0),
            trails: BTreeMap::new(),
            statutory: BTreeSet::new(),
            segregation: Segregation::default(),
            now: Timestamp::default(),
            list: all()
                .into_iter()
                .map(add)
                .collect::<Result<_, PackageError>>()?,
        })
    }

    /// Takes the next record of the ledger.
    pub(crate) fn fold(&mut self, leaf: &Leaf<'_>, book: &mut Book) -> Result<(), PackageError> {
        let entry = Entry::from_record(leaf.record, leaf.sha256.to_string())?;
        if let Some(digest) = documents::missing(&self.library, &entry).next() {
            let digest = digest.to_owned();
            return Err(PackageError::MissingDocument {
                seq: entry.seq,
                digest,
            });
        }
        self.segregation.follow(&entry, &self.world);
        self.world.apply(&entry)?;
        self.trail(&entry);
        // Gaps are for the verifier to name; the sheet 期限 shows recorded and recomputed days.
        let _ = self.replay.apply(&entry, &self.library);
        self.now = leaf.record.ts;
        if leaf.record.seq >= self.from {
            self.each(book, |sheet, view, rows| {
                sheet.record(leaf, &entry, view, rows)
            })?;
        }
        Ok(())
    }

    /// Keeps the records of a measure; their number is small.
    fn trail(&mut self, entry: &Entry) {
        let Obj::Measure(id) = entry.obj else {
            return;
        };
        if let Event::MeasureProposed(e) = &entry.event {
            let member = self.world.members.get(&e.member);
            if member.is_some_and(|member| member.statutory) {
                self.statutory.insert(id);
            }
        }
        self.trails.entry(id).or_default().push(entry.clone());
    }

    /// Writes what follows from the state at the end.
    pub(crate) fn finish(&self, book: &mut Book) -> Result<(), PackageError> {
        self.each(book, |sheet, view, rows| sheet.finish(view, rows))
    }

    /// Time of the latest record.
    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    fn each(
        &self,
        book: &mut Book,
        act: impl Fn(&dyn Sheet, &View<'_>, &mut Rows<'_>) -> Result<(), PackageError>,
    ) -> Result<(), PackageError> {
        let view = View {
            year: self.year,
            codes: &self.codes,
            world: &self.world,
            replay: &self.replay,
            trails: &self.trails,
            statutory: &self.statutory,
            segregation: &self.segregation,
            library: &self.library,
            now: self.now,
        };
        for (id, sheet) in &self.list {
            act(sheet.as_ref(), &view, &mut Rows { book, sheet: *id })?;
        }
        Ok(())
    }
}

/// How a case belongs to the year: received in it, carried into it, or received after its end and
/// recorded before the package. Cases that ended in an earlier year do not.
pub(crate) fn belongs(case: &CaseFile, year: FiscalYear) -> Option<&'static str> {
    let received = case.number.fiscal_year;
    if received == year {
        return Some("当年度受付");
    }
    if received > year {
        return Some("年度後の受付");
    }
    let carried = match &case.stage {
        domain::case::Stage::Closed { on, .. } => on.is_some_and(|day| FiscalYear::of(day) >= year),
        _ => true,
    };
    carried.then_some("前年度から繰越")
}

/// The cases of the year with how they belong to it, in the order of their numbers.
pub(crate) fn cases<'a>(view: &View<'a>) -> Vec<(&'a CaseFile, &'static str)> {
    let mut cases: Vec<_> = view
        .world
        .cases
        .values()
        .filter_map(|case| belongs(case, view.year).map(|how| (case, how)))
        .collect();
    cases.sort_by_key(|(case, _)| (case.number, case.first_seq));
    cases
}

/// What people call an object: a case by its printed number, a member by its code.
pub(crate) fn called(obj: &Obj, view: &View<'_>) -> Cell {
    match obj {
        Obj::Case(id) => view
            .world
            .cases
            .get(id)
            .map_or(Cell::Empty, |case| Cell::text(case.number.printed())),
        other => Cell::text(other.called()),
    }
}

/// Date and time in Japan as text, to the second.
pub(crate) fn jst(at: Timestamp) -> Cell {
    Cell::text(at.jst().strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The same, where it may be missing.
pub(crate) fn at(at: Option<Timestamp>) -> Cell {
    at.map_or(Cell::Empty, jst)
}

/// The numbers of cases, as people write them.
pub(crate) fn numbers(view: &View<'_>, cases: &[CaseId]) -> String {
    let known = cases.iter().filter_map(|id| view.world.cases.get(id));
    let numbers: Vec<String> = known.map(|case| case.number.printed()).collect();
    numbers.join(" ")
}
