//! The classes of what is removed.

/// What a removed part of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Class {
    /// Newsletter and e-mail capture.
    Newsletter,
    /// A prompt to register or sign in.
    SignIn,
    /// A subscription offer or trial.
    Offer,
    /// App promotion.
    App,
    /// Links to other articles.
    Related,
    /// Paid content.
    Sponsored,
    /// Share and follow bars.
    Share,
    /// The box about the author.
    AuthorBox,
    /// Reader comments.
    Comments,
    /// Cookie and consent notices.
    Consent,
    /// Advertising slots and their labels.
    Slot,
    /// Appeals for donations.
    Donate,
    /// Requests to allow notifications.
    Push,
    /// Polls, quizzes and questions about the page.
    Survey,
    /// Promotion of events, courses, podcasts and goods.
    Event,
    /// Affiliate disclosures and shopping boxes.
    Affiliate,
    /// Offers to have the article read aloud or summed up.
    SummaryPromo,
    /// What lies over the page and asks for something.
    Overlay,
    /// Page furniture: navigation, headers, footers, sidebars, dates and tags.
    Boilerplate,
}

impl Class {
    /// The class's name in reports and in the reader.
    pub fn name(self) -> &'static str {
        match self {
            Class::Newsletter => "newsletter",
            Class::SignIn => "sign_in",
            Class::Offer => "offer",
            Class::App => "app",
            Class::Related => "related",
            Class::Sponsored => "sponsored",
            Class::Share => "share",
            Class::AuthorBox => "author_box",
            Class::Comments => "comments",
            Class::Consent => "consent",
            Class::Slot => "slot",
            Class::Donate => "donate",
            Class::Push => "push",
            Class::Survey => "survey",
            Class::Event => "event",
            Class::Affiliate => "affiliate",
            Class::SummaryPromo => "summary_promo",
            Class::Overlay => "overlay",
            Class::Boilerplate => "boilerplate",
        }
    }
}
