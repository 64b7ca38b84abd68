//! Every long-lived signal of the page. All else is a memo over a pure function.

use crate::blocks::Blocks;
use crate::chart::Hover;
use crate::clock;
use crate::facts::{Board, CallId, Chosen, Files, Judged, Next, Reader, Watched, choose, judged};
use crate::keys::Keys;
use crate::load::Runner;
use crate::menu::Menus;
use crate::words::{Worded, t};
use crate::zone;
use crate::zoom::{Between, Zoomed};
use leptos::prelude::*;
use originscope_core::verdict::Thresholds;
use originscope_core::{
    Class, Lang, Mode, Offsets, Problem, Query, QueryNote, SourceStatus, SourcesAnswer, TimeRange,
    Zone,
};
use originscope_plot::Role;
use std::sync::Arc;

pub use crate::menu::Menu;

/// What is known of the proxy.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Catalogue {
    /// Nothing yet.
    #[default]
    Asking,
    /// What it can read.
    Here(Arc<SourcesAnswer>),
    /// It did not say.
    Failed(Box<Problem>),
}

/// The signals. Copy, because each is a handle.
#[derive(Clone, Copy)]
pub struct State {
    /// What the user chose; stands in the address.
    pub query: RwSignal<Query>,
    /// What in the address could not be read.
    pub notes: RwSignal<Vec<QueryNote>>,
    /// What the proxy can read.
    pub proxy: RwSignal<Catalogue>,
    /// The proxy's clock minus this one, seconds.
    pub clock_skew: RwSignal<i64>,
    /// When the shown question was asked, UTC seconds.
    pub now: RwSignal<i64>,
    /// What the loader has.
    pub board: RwSignal<Arc<Board>>,
    /// The slot under the pointer.
    pub hover: RwSignal<Option<Hover>>,
    /// The lines that the verdict is judged by.
    pub thresholds: RwSignal<Thresholds>,
    /// The slot that was picked to stay.
    pub pinned: RwSignal<Option<Hover>>,
    /// The range that is being drawn on the charts.
    pub selection: RwSignal<Option<TimeRange>>,
    /// Whether a range is being selected with the two handles.
    pub selecting: RwSignal<bool>,
    /// The series that the keys follow in the charts.
    pub followed: RwSignal<Option<Role>>,
    /// The call that is looked into.
    pub inspected: RwSignal<Option<CallId>>,
    /// What is announced, politely, next.
    pub said: RwSignal<String>,
    /// The zooms that can be taken back, the newest last.
    pub zooms: RwSignal<Vec<Zoomed>>,
    /// The last range that moved with now: where the way back to live leads.
    pub last_live: RwSignal<Between>,
    /// Whether the reader holds the auto refresh.
    pub held: RwSignal<bool>,
    /// When the page asks again by itself.
    pub next: RwSignal<Next>,
    /// What the keyboard waits for.
    pub keys: Keys,
    /// What was done with the figures.
    pub blocks: Blocks,
    /// Classes of the legend that show their codes.
    pub opened: RwSignal<Vec<Class>>,
    /// What the reader's own files hold.
    pub files: RwSignal<Files>,
    /// Whether those are shown in place of what the proxy answers.
    pub is_file: RwSignal<bool>,
    /// How often somebody asked for the choice of files.
    pub open_files: RwSignal<usize>,
    /// This moment, UTC seconds, every few seconds.
    pub clock: RwSignal<i64>,
    /// The verdicts of the board, worst first.
    pub judged: Memo<Vec<Judged>>,
    /// The resolved query.
    pub live: Memo<Chosen>,
    /// The same, or what the files hold while they are shown.
    pub chosen: Memo<Chosen>,
    /// The range as asked.
    pub range: Memo<TimeRange>,
    /// What the reader looks at in particular.
    pub watched: Memo<Watched>,
    /// The language where the address names none.
    pub own_lang: RwSignal<Lang>,
    /// The language.
    pub lang: Memo<Lang>,
    /// The zone.
    pub zone: Memo<Zone>,
    /// Its offsets over what is shown.
    offsets: Memo<Offsets>,
    menus: Menus,
    runner: StoredValue<Runner, LocalStorage>,
}

impl State {
    /// All signals, from the query in the address.
    pub fn new(query: Query, notes: Vec<QueryNote>) -> Self {
        let query = RwSignal::new(query);
        let proxy = RwSignal::new(Catalogue::default());
        let now = RwSignal::new(clock::now());
        let own_lang = RwSignal::new(crate::lang::preferred());
        let board = RwSignal::new(Arc::new(Board::default()));
        let is_file = RwSignal::new(false);
        let thresholds = RwSignal::new(crate::lines::preferred());
        let live = Memo::new(move |_| {
            proxy.with(|proxy| {
                let answer = match proxy {
                    Catalogue::Here(answer) => Some(answer.as_ref()),
                    Catalogue::Asking | Catalogue::Failed(_) => None,
                };
                query.with(|query| zone::with_days(choose(query, answer), query))
            })
        });
        let chosen = Memo::new(move |_| {
            if is_file.get() {
                board.with(|board: &Arc<Board>| Chosen::of_files(board))
            } else {
                live.get()
            }
        });
        let range = Memo::new(move |_| chosen.with(|chosen| chosen.range(now.get())));
        let zone = Memo::new(move |_| query.with(|query| query.zone.clone()));
        Self {
            query,
            notes: RwSignal::new(notes),
            proxy,
            clock_skew: RwSignal::new(0),
            now,
            board,
            files: RwSignal::new(Files::default()),
            is_file,
            open_files: RwSignal::new(0),
            clock: RwSignal::new(clock::now()),
            judged: Memo::new(move |_| {
                thresholds.with(|lines| board.with(|board| judged(board, lines)))
            }),
            thresholds,
            hover: RwSignal::new(None),
            pinned: RwSignal::new(None),
            selection: RwSignal::new(None),
            selecting: RwSignal::new(false),
            followed: RwSignal::new(None),
            inspected: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            zooms: RwSignal::new(Vec::new()),
            last_live: RwSignal::new(Between::default()),
            held: RwSignal::new(false),
            next: RwSignal::new(Next::default()),
            keys: Keys::new(),
            blocks: Blocks::new(),
            opened: RwSignal::new(vec![Class::ServerError]),
            live,
            chosen,
            range,
            watched: Memo::new(move |_| query.with(Watched::of)),
            own_lang,
            lang: Memo::new(move |_| {
                query
                    .with(|query| query.lang)
                    .unwrap_or_else(|| own_lang.get())
            }),
            zone,
            offsets: Memo::new(move |_| {
                let axis = board.with(|board| board.axis);
                zone::offsets(&zone.get(), zone::hull(range.get(), axis))
            }),
            menus: Menus::new(),
            runner: StoredValue::new_local(Runner::default()),
        }
    }

    /// A text in the chosen language.
    pub fn t(&self, key: impl Worded) -> &'static str {
        t(self.lang.get(), key)
    }

    /// The open flag of a menu.
    pub fn menu(&self, menu: Menu) -> RwSignal<bool> {
        self.menus.of(menu)
    }

    /// Whether any menu is open.
    pub fn has_open_menu(&self) -> bool {
        self.menus.has_open()
    }

    /// Closes every menu.
    pub fn close_menus(&self) {
        self.menus.close_all();
    }

    /// The offsets of the shown zone over what is shown.
    pub fn offset(&self) -> Offsets {
        self.offsets.get()
    }

    /// What the texts of times depend on.
    pub fn reader(&self) -> Reader {
        Reader {
            lang: self.lang.get(),
            offset: self.offset(),
        }
    }

    /// The range of the shared time axis.
    pub fn axis(&self) -> TimeRange {
        self.board.with(|board| board.axis)
    }

    /// The proxy's answer about its sources.
    pub fn catalogue(&self) -> Option<Arc<SourcesAnswer>> {
        self.proxy.with(|proxy| match proxy {
            Catalogue::Here(answer) => Some(Arc::clone(answer)),
            Catalogue::Asking | Catalogue::Failed(_) => None,
        })
    }

    /// What the proxy says about one source.
    pub fn status(&self, id: &str) -> Option<SourceStatus> {
        self.catalogue().and_then(|answer| {
            answer
                .sources
                .iter()
                .find(|status| status.id == id)
                .cloned()
        })
    }

    /// Where the chosen sources' answers come from; nothing for files.
    pub fn modes(&self) -> Vec<Mode> {
        if self.is_file.get() {
            return Vec::new();
        }
        self.chosen.with(|chosen| {
            chosen
                .sources
                .iter()
                .filter_map(|(spec, _)| self.status(spec.id))
                .map(|status| status.mode)
                .collect()
        })
    }

    /// Opens the system's choice of files.
    pub fn press_open(&self) {
        self.menu(Menu::More).set(false);
        self.open_files
            .update(|count| *count = count.wrapping_add(1));
    }

    /// Lets go of the pinned slot.
    pub fn unpin(&self) {
        self.pinned.set(None);
        self.hover.set(None);
    }

    /// The loader's hands.
    pub fn runner(&self) -> Runner {
        self.runner.get_value()
    }

    /// Asks again for everything that may have changed; a file does not change.
    pub fn refresh(&self) {
        if self.is_file.get_untracked() {
            return;
        }
        self.runner().refresh(*self);
    }
}
