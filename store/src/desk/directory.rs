//! Who is who: staff by account and members by code, for the words that pages print beside codes.

use crate::{
    entity::{account, case_file, member},
    office::{Office, OfficeError, load_account, load_member},
    private::Opened,
};
use domain::{
    access::Actor,
    account::Account,
    code::{Class, Role},
    event::Entry,
    id::{AccountId, MemberCode, Obj},
    member::{Contacts, Member},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Names of staff by account. A working name on a work page is no read of personal data of a
/// complaint, so it is not logged as one.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Account, login and name.
    pub people: BTreeMap<AccountId, (Account, String, String)>,
}

/// A member with its particulars.
#[derive(Clone, Debug)]
pub struct MemberCard {
    /// The member.
    pub member: Member,
    /// Its name.
    pub name: String,
    /// Corporate number.
    pub corporate_number: String,
    /// Address.
    pub address: String,
    /// Name of its complaint desk.
    pub desk: String,
    /// Telephone.
    pub telephone: String,
    /// Reading of the name, once it was given.
    pub kana: String,
    /// Mail address of the desk.
    pub mail: String,
    /// Address of the site.
    pub url: String,
}

impl Directory {
    /// The name of a person.
    #[must_use]
    pub fn name(&self, id: AccountId) -> Option<&str> {
        self.people.get(&id).map(|(_, _, name)| name.as_str())
    }

    /// The open accounts that can handle cases.
    pub fn handlers(&self) -> impl Iterator<Item = (AccountId, &str)> {
        self.people
            .iter()
            .filter(|(_, (account, ..))| {
                !account.disabled && account.roles.contains(&Role::Handler)
            })
            .map(|(id, (_, _, name))| (*id, name.as_str()))
    }
}

impl Office {
    /// Everybody who has or had a sign-in.
    ///
    /// # Errors
    /// The database failed.
    pub async fn directory(&self) -> Result<Directory, OfficeError> {
        let mut people = BTreeMap::new();
        let mut opened = self
            .values_of_class(Class::Staff, &["login", "name"])
            .await?;
        for row in account::Entity::find().all(self.database.read()).await? {
            let account: Account = serde_json::from_str(&row.state)?;
            let values = opened
                .remove(&Obj::Account(account.id).to_string())
                .unwrap_or_default();
            let text = |field| {
                values
                    .get(account.first_seq, field)
                    .unwrap_or_default()
                    .to_owned()
            };
            let (login, name) = (text("login"), text("name"));
            people.insert(account.id, (account, login, name));
        }
        Ok(Directory { people })
    }

    /// Somebody who has or had a sign-in.
    ///
    /// # Errors
    /// The database failed.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, OfficeError> {
        load_account(self.database.read(), id).await
    }

    /// How many open cases each handler has: those of somebody who left are to be handed over.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_cases_by_handler(&self) -> Result<BTreeMap<AccountId, u64>, OfficeError> {
        let handlers: Vec<Option<String>> = case_file::Entity::find()
            .select_only()
            .column(case_file::Column::Handler)
            .filter(case_file::Column::Open.eq(true))
            .filter(case_file::Column::Handler.is_not_null())
            .into_tuple()
            .all(self.database.read())
            .await?;
        let mut counts = BTreeMap::new();
        for handler in handlers.into_iter().flatten() {
            if let Ok(id) = Uuid::parse_str(&handler) {
                *counts.entry(AccountId(id)).or_default() += 1;
            }
        }
        Ok(counts)
    }

    /// The members in the order of their codes.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn members(&self, actor: &Actor) -> Result<Vec<MemberCard>, OfficeError> {
        let cards = self.roll().await?;
        if !cards.is_empty() {
            self.reads
                .opened(
                    actor,
                    &Obj::Organisation,
                    &[Class::Membership],
                    cards.len(),
                    self.now(),
                )
                .await?;
        }
        Ok(cards)
    }

    /// Names of members by code, for the words beside the codes of a list. Members are listed in
    /// public (A09), so this is no read of personal data.
    ///
    /// # Errors
    /// The database failed.
    pub async fn member_names(&self) -> Result<BTreeMap<MemberCode, String>, OfficeError> {
        let mut opened = self.values_of_class(Class::Membership, &["name"]).await?;
        let mut names = BTreeMap::new();
        for row in member::Entity::find().all(self.database.read()).await? {
            let member: Member = serde_json::from_str(&row.state)?;
            let values = opened
                .remove(&Obj::Member(member.code.clone()).to_string())
                .unwrap_or_default();
            let name = values.get(member.contacts_seq, "name").unwrap_or_default();
            names.insert(member.code, name.to_owned());
        }
        Ok(names)
    }

    /// The members for the program's own comparing, as a take-over does with the names in its file.
    /// What is opened here must leave in no answer: it is not written down as a read.
    ///
    /// # Errors
    /// The database failed.
    pub async fn roll(&self) -> Result<Vec<MemberCard>, OfficeError> {
        self.roll_in(self.database.read()).await
    }

    /// The same through one connection, for what is decided under the ledger's lock.
    pub(crate) async fn roll_in<C: ConnectionTrait>(
        &self,
        connection: &C,
    ) -> Result<Vec<MemberCard>, OfficeError> {
        let mut opened = self
            .values_of_class_in(connection, Class::Membership, &PARTICULARS)
            .await?;
        let mut cards = Vec::new();
        for row in member::Entity::find().all(connection).await? {
            let member: Member = serde_json::from_str(&row.state)?;
            let values = opened
                .remove(&Obj::Member(member.code.clone()).to_string())
                .unwrap_or_default();
            cards.push(card(member, &values));
        }
        cards.sort_by(|a, b| a.member.code.cmp(&b.member.code));
        Ok(cards)
    }

    /// The contacts of a member as they are, for what is decided under the ledger's lock. What is
    /// opened here leaves in no answer.
    pub(crate) async fn contacts_of<C: ConnectionTrait>(
        &self,
        connection: &C,
        member: &Member,
    ) -> Result<Contacts, OfficeError> {
        let obj = Obj::Member(member.code.clone());
        let only = Some(member.contacts_seq);
        let values = self
            .values_in(connection, &obj, &[Class::Membership], only)
            .await?;
        let card = card(member.clone(), &values);
        Ok(Contacts {
            name: card.name,
            kana: card.kana,
            address: card.address,
            desk: card.desk,
            telephone: card.telephone,
            mail: card.mail,
            url: card.url,
        })
    }

    /// The records about a member, the newest first.
    ///
    /// # Errors
    /// The database failed, or a record cannot be read.
    pub async fn member_history(&self, code: &MemberCode) -> Result<Vec<Entry>, OfficeError> {
        let mut entries = self.entries_of(&Obj::Member(code.clone())).await?;
        entries.reverse();
        Ok(entries)
    }

    /// One member.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn member(
        &self,
        actor: &Actor,
        code: &MemberCode,
    ) -> Result<Option<MemberCard>, OfficeError> {
        let Some(member) = load_member(self.database.read(), code).await? else {
            return Ok(None);
        };
        let obj = Obj::Member(code.clone());
        let values = self.values(&obj, &[Class::Membership], None).await?;
        let card = card(member, &values);
        self.reads
            .opened(actor, &obj, &[Class::Membership], 1, self.now())
            .await?;
        Ok(Some(card))
    }
}

/// The fields of a card.
const PARTICULARS: [&str; 8] = [
    "name",
    "corporate_number",
    "address",
    "desk",
    "telephone",
    "kana",
    "mail",
    "url",
];

/// Contacts are those of the last change; the corporate number is that of the entry.
fn card(member: Member, values: &Opened) -> MemberCard {
    let text = |seq, field| values.get(seq, field).unwrap_or_default().to_owned();
    let contact = |field| text(member.contacts_seq, field);
    MemberCard {
        name: contact("name"),
        corporate_number: text(member.first_seq, "corporate_number"),
        address: contact("address"),
        desk: contact("desk"),
        telephone: contact("telephone"),
        kana: contact("kana"),
        mail: contact("mail"),
        url: contact("url"),
        member,
    }
}
