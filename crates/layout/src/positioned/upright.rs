//! Words set up or down the page, brought into lines as if they stood upright.

use vanban_document::{BBox, PageNo, Run};

use super::words::{Strip, rows};

/// The lines of runs that are turned by a quarter; their boxes stay where they are on the page.
pub(crate) fn upright(runs: Vec<Run>, page: PageNo) -> Vec<Strip> {
    let (up, down): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.angle > 0.0);
    let mut strips = lines(
        up,
        page,
        |b| BBox::new(-b.y1, b.x0, -b.y0, b.x1),
        |b| BBox::new(b.y0, -b.x1, b.y1, -b.x0),
    );
    strips.extend(lines(
        down,
        page,
        |b| BBox::new(b.y0, -b.x1, b.y1, -b.x0),
        |b| BBox::new(-b.y1, b.x0, -b.y0, b.x1),
    ));
    strips
}

fn lines(
    runs: Vec<Run>,
    page: PageNo,
    turn: impl Fn(BBox) -> BBox,
    back: impl Fn(BBox) -> BBox,
) -> Vec<Strip> {
    let turned: Vec<Run> = runs
        .into_iter()
        .map(|run| {
            let bbox = turn(run.bbox);
            // Base line at about a fifth of the box's height above its bottom.
            Run { baseline: bbox.y1 - 0.2 * bbox.height(), bbox, ..run }
        })
        .collect();
    let mut strips: Vec<Strip> = rows(&turned, page)
        .into_iter()
        .filter_map(|row| row.into_iter().reduce(Strip::join))
        .collect();
    for strip in &mut strips {
        strip.bbox = back(strip.bbox);
        for word in &mut strip.words {
            word.bbox = back(word.bbox);
        }
        strip.baseline = strip.bbox.y1;
    }
    strips
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x0: f32, y0: f32, x1: f32, y1: f32, angle: f32) -> Run {
        let bbox = BBox { x0, y0, x1, y1 };
        Run { text: text.into(), bbox, baseline: y1, size: 10.0, angle, ..Run::default() }
    }

    #[test]
    fn words_that_run_up_the_page_read_from_bottom_to_top() {
        let runs = vec![
            run("gian", 10.0, 50.0, 20.0, 70.0, 90.0),
            run("Thời ", 10.0, 75.0, 20.0, 100.0, 90.0),
            run("hạn", 22.0, 80.0, 32.0, 100.0, 90.0),
        ];
        let strips = upright(runs, 1);
        let texts: Vec<String> = strips.iter().map(Strip::text).collect();
        assert_eq!(texts, ["Thời gian", "hạn"]);
        assert_eq!(strips[0].bbox, BBox { x0: 10.0, y0: 50.0, x1: 20.0, y1: 100.0 });
    }

    #[test]
    fn words_that_run_down_the_page_read_from_top_to_bottom() {
        let runs = vec![
            run("Ghi ", 22.0, 10.0, 32.0, 30.0, -90.0),
            run("chú", 22.0, 33.0, 32.0, 50.0, -90.0),
        ];
        assert_eq!(upright(runs, 1)[0].text(), "Ghi chú");
    }
}
