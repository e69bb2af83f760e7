//! The register of pledges and leavers: who pledged when, who is due, who left and when their account
//! was closed (B16-B17).

use crate::web::{
    frame::{Frame, page, works_in},
    refused::refused,
    site::Site,
    view::people::{Leaver, Pledger, Pledges},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    account::{Account, Pledged},
    profile::{Pledger as Kind, Profile},
};
use jiff::{ToSpan, civil::Date};
use poem::{Response, Result, handler, web::Data};

/// A pledge that ends within so many days is to be renewed soon.
const SOON_DAYS: i64 = 30;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pledges.html")]
pub struct PledgesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Pledges,
}

impl<'a> PledgesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Pledges) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("pledges-title")),
            v,
        }
    }
}

fn codes(account: &Account) -> Vec<String> {
    account.roles.iter().map(|r| r.code().to_owned()).collect()
}

fn pledger(account: &Account, name: &str, profile: &Profile, today: Date) -> Pledger {
    let standing = account.pledged_to(profile.pledge_of(&account.roles), today);
    let until = match standing {
        Pledged::Holds(until) => until,
        Pledged::Ended(until) => Some(until),
        _ => None,
    };
    let given = account.pledged.as_ref();
    Pledger {
        name: name.to_owned(),
        roles: codes(account),
        member: account
            .member
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        of: Kind::of(&account.roles).code(),
        version: given.map(|given| given.version.clone()).unwrap_or_default(),
        on: given.map(|given| given.on),
        until,
        standing: standing.code(),
        soon: standing.opens()
            && until.is_some_and(|until| until <= today.saturating_add(SOON_DAYS.days())),
    }
}

/// `/pledges`
#[handler]
pub(crate) async fn get_pledges(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/pledges")?;
    let refuse = |e| refused(&visit.ui, &e);
    let today = site.office.now().date();
    let directory = site.office.directory().await.map_err(refuse)?;
    let in_force = site.office.in_force(today).await.map_err(refuse)?;
    let cases = site.office.open_cases_by_handler().await.map_err(refuse)?;
    let assigns = works_in(&viewer.actor, "/queue");
    let mut v = Pledges::default();
    for (account, _, name) in directory.people.values() {
        if account.disabled {
            let open = cases.get(&account.id).copied().unwrap_or_default();
            v.leavers.push(Leaver {
                name: name.clone(),
                roles: codes(account),
                left: account.left,
                closed: account.closed,
                pledged: account.pledged.as_ref().map(|given| given.on),
                cases: open,
                href: (open > 0 && assigns).then(|| format!("/queue/open?handler={}", account.id)),
            });
        } else {
            let row = pledger(account, name, &in_force.profile, today);
            v.rows.push(row);
        }
    }
    let holds = |row: &Pledger| matches!(row.standing, "holds" | "not-asked");
    v.current = v.rows.iter().filter(|row| holds(row)).count();
    v.rows.sort_by(|a, b| {
        (holds(a), a.of, a.until, &a.name).cmp(&(holds(b), b.of, b.until, &b.name))
    });
    v.leavers
        .sort_by(|a, b| (b.closed, &b.name).cmp(&(a.closed, &a.name)));
    Ok(page(&PledgesPage::of(visit, &v)))
}
