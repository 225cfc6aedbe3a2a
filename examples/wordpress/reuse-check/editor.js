/**
 * Checks a draft when "Publish" is pressed, and shows in the editor which words need which credit.
 *
 * It asks this site only (reuse-check/v1), never the service itself. Whatever comes back is put
 * into the page as text. The draft goes as plain text in which every block has its place, so that
 * what the service says of a place can be said of a block.
 */
( function ( wp, settings ) {
	'use strict';

	const { Fragment, createElement: el, useEffect, useRef, useState } = wp.element;
	const { __, _n, sprintf } = wp.i18n;
	const { dispatch, select, useSelect } = wp.data;
	const { create, insert, toHTMLString } = wp.richText;

	const LOCK = 'reuse-check';
	const IDLE_MILLISECONDS = 1000;
	const LONGEST_SHOWN = 600;
	const QUOTES = [ 'core/quote', 'core/pullquote' ];
	const AFTER_INNER_BLOCKS = [ 'citation', 'caption' ];

	// ---- the draft: its words, and where each block's are

	const isRich = ( known ) => known.type === 'rich-text' || [ 'html', 'rich-text' ].includes( known.source );
	const parsed = ( html ) => new DOMParser().parseFromString( html, 'text/html' );
	const isWeb = ( url ) => /^https?:\/\//i.test( url || '' );

	// One code unit for another, so that no place moves.
	const sendable = ( words ) => words.replace( /\ufffc/g, ' ' ).replace( /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd' );

	function linksIn( html ) {
		if ( ! html.includes( '<a' ) ) {
			return [];
		}
		return [ ...parsed( html ).querySelectorAll( 'a[href]' ) ].map( ( a ) => a.getAttribute( 'href' ).trim().replace( /\s/g, '%20' ) ).filter( isWeb );
	}

	/** The words of markup that is not rich text: a classic block, custom HTML. */
	function rawWords( html ) {
		const page = parsed( html.replace( /<\/(?:p|div|h[1-6]|li|blockquote|td|tr|pre)>|<br\b/gi, '\n$&' ) );
		page.querySelectorAll( 'script, style' ).forEach( ( node ) => node.remove() );
		return page.body.textContent.trim();
	}

	/**
	 * The post's own blocks, also where its template is shown around them.
	 *
	 * NOTE: not getEditorBlocks of core/editor, whose blocks have other ids until one is edited.
	 */
	function postBlocks( from ) {
		const editor = from( 'core/block-editor' );
		return editor.getBlocks( editor.getBlocksByName( 'core/post-content' )[ 0 ] );
	}

	function* cellWords( value, known ) {
		for ( const row of Array.isArray( value ) ? value : [] ) {
			for ( const [ name, inner ] of Object.entries( known.query ) ) {
				if ( isRich( inner ) ) {
					yield String( row[ name ] || '' );
				} else if ( inner.source === 'query' ) {
					yield* cellWords( row[ name ], inner );
				}
			}
		}
	}

	function* attributeWords( block, name, known, quote ) {
		const value = block.attributes[ name ];
		const place = { clientId: block.clientId, attribute: null, quote };
		if ( ! value ) {
			return;
		}
		if ( isRich( known ) ) {
			const html = String( value );
			yield { ...place, attribute: name, words: create( { html } ).text, links: linksIn( html ) };
		} else if ( known.source === 'raw' && block.name !== 'core/shortcode' ) {
			yield { ...place, words: rawWords( String( value ) ), links: linksIn( String( value ) ) };
		} else if ( known.source === 'query' ) {
			for ( const html of cellWords( value, known ) ) {
				yield { ...place, words: create( { html } ).text, links: linksIn( html ) };
			}
		}
	}

	function* blockWords( block, within ) {
		const quote = within || ( QUOTES.includes( block.name ) ? block.clientId : null );
		const known = Object.entries( wp.blocks.getBlockType( block.name )?.attributes || {} );
		const isAfter = ( [ name ] ) => AFTER_INNER_BLOCKS.includes( name );
		for ( const [ name, kind ] of known.filter( ( one ) => ! isAfter( one ) ) ) {
			yield* attributeWords( block, name, kind, quote );
		}
		for ( const inner of block.innerBlocks || [] ) {
			yield* blockWords( inner, quote );
		}
		for ( const [ name, kind ] of known.filter( isAfter ) ) {
			yield* attributeWords( block, name, kind, null );
		}
	}

	/**
	 * The text that is checked, and the places of the blocks in it.
	 *
	 * What a quotation block holds stands in quotation marks, as readers see it; the addresses
	 * that a block links to follow it.
	 */
	function draftOf( blocks ) {
		const places = [];
		let text = '';
		for ( const block of blocks ) {
			for ( const { words, links, ...place } of blockWords( block, null ) ) {
				if ( words.trim() ) {
					const marks = place.quote && ! /^\s*[“"„«‘]/.test( words ) ? [ '“', '”' ] : [ '', '' ];
					text += ( text && '\n\n' ) + marks[ 0 ];
					places.push( { ...place, start: text.length, end: text.length + words.length } );
					text += [ words + marks[ 1 ], ...links ].join( '\n' );
				}
			}
		}
		return { text: sendable( text ), places };
	}

	/** Where a code point is in a string of JavaScript, which counts UTF-16 units. */
	function unitsBefore( text, points ) {
		let at = 0;
		for ( let n = 0; n < points && at < text.length; n++ ) {
			at += text.codePointAt( at ) > 0xffff ? 2 : 1;
		}
		return at;
	}

	/** The place of the block with a finding's first word, if the finding is of this text. */
	function placeOf( draft, finding ) {
		const start = unitsBefore( draft.text, finding.start );
		if ( ! draft.text.startsWith( finding.text, start ) ) {
			return undefined;
		}
		return draft.places.find( ( place ) => place.start <= start && start < place.end );
	}

	// ---- mending

	const escaped = ( text ) => toHTMLString( { value: create( { text } ) } );

	/** Puts a credit where the service says, or in a paragraph before; whether that was done. */
	function insertCredit( draft, finding ) {
		const editor = select( 'core/block-editor' );
		const { insertBlock, updateBlockAttributes } = dispatch( 'core/block-editor' );
		const first = placeOf( draft, finding );
		if ( ! first ) {
			return false;
		}
		const at = unitsBefore( draft.text, finding.creditAt );
		const place = draft.places.find( ( one ) => one.start <= at && at < one.end ) || first;
		if ( ! editor.getBlockName( place.clientId ) ) {
			return false;
		}
		if ( place.attribute && ! place.quote ) {
			const html = String( editor.getBlockAttributes( place.clientId )[ place.attribute ] );
			const offset = Math.max( 0, at - place.start );
			const value = insert( create( { html } ), finding.credit + ' ', offset, offset );
			updateBlockAttributes( place.clientId, { [ place.attribute ]: toHTMLString( { value } ) } );
			return true;
		}
		const beside = place.quote || place.clientId;
		const paragraph = wp.blocks.createBlock( 'core/paragraph', { content: escaped( finding.credit ) } );
		insertBlock( paragraph, editor.getBlockIndex( beside ), editor.getBlockRootClientId( beside ), false );
		return true;
	}

	async function copied( words ) {
		try {
			await navigator.clipboard.writeText( words );
			return true;
		} catch {
			return false; // Not allowed, or not a secure page.
		}
	}

	// ---- words

	const DECISIONS = {
		fail: __( 'Needs a credit', 'reuse-check' ),
		warn: __( 'Needs a look', 'reuse-check' ),
		tell: __( 'Passes', 'reuse-check' ),
	};
	const CONFIDENCE = {
		certain: __( 'certain', 'reuse-check' ),
		probable: __( 'probable', 'reuse-check' ),
		possible: __( 'possible', 'reuse-check' ),
	};

	function headline( verdict, owing ) {
		const number = ( decision ) => verdict.findings.filter( ( one ) => one.decision === decision ).length;
		const fails = number( 'fail' );
		if ( fails && ! owing.length ) {
			return __( 'A credit is missing, and you go on with a reason. It is kept with the post.', 'reuse-check' );
		}
		if ( fails ) {
			/* translators: %d: a number of passages. */
			return sprintf( _n( 'Not ready: %d passage needs a credit.', 'Not ready: %d passages need a credit.', fails, 'reuse-check' ), fails );
		}
		if ( number( 'warn' ) ) {
			/* translators: %d: a number of passages. */
			return sprintf( _n( 'Nothing needs a credit. %d passage needs a look.', 'Nothing needs a credit. %d passages need a look.', number( 'warn' ), 'reuse-check' ), number( 'warn' ) );
		}
		if ( verdict.findings.length ) {
			return __( 'Nothing to do: what was published before is credited or quoted.', 'reuse-check' );
		}
		/* translators: %d: a number of articles. */
		return sprintf( _n( 'Nothing of this draft stands in the %d article it was compared with.', 'Nothing of this draft stands in the %d articles it was compared with.', verdict.compared, 'reuse-check' ), verdict.compared );
	}

	function originWords( { outlet, confidence } ) {
		if ( ! outlet || ! CONFIDENCE[ confidence ] ) {
			return __( 'Who wrote this first is not known.', 'reuse-check' );
		}
		/* translators: 1: an outlet, 2: certain, probable or possible. */
		return sprintf( __( 'First written by %1$s (%2$s).', 'reuse-check' ), outlet, CONFIDENCE[ confidence ] );
	}

	const shortened = ( words ) => ( words.length > LONGEST_SHOWN ? words.slice( 0, LONGEST_SHOWN ) + ' …' : words );

	// ---- what is shown

	const button = ( props, ...words ) => el( 'button', { type: 'button', className: 'components-button is-secondary', ...props }, ...words );

	const hidden = ( words ) => el( 'span', { className: 'reuse-check-hidden' }, ' ' + words );

	function Web( { url, children } ) {
		return isWeb( url )
			? el( 'a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, el( 'bdi', null, children ), hidden( __( '(opens in a new tab)', 'reuse-check' ) ) )
			: el( 'bdi', null, children );
	}

	function AlsoIn( { alsoIn } ) {
		const { outlet, published, title, url } = alsoIn;
		const more = [ outlet, published.slice( 0, 10 ) ].filter( Boolean ).join( ', ' );
		return el( 'p', null,
			__( 'It also stands in:', 'reuse-check' ), ' ',
			el( Web, { url }, title || url || __( 'a published article', 'reuse-check' ) ),
			more && [ ' – ', el( 'bdi', { key: 'more' }, more ) ]
		);
	}

	function Step( { step, link } ) {
		return el( 'li', null, step.words, step.kind === 'link' && link && [ ' ', el( Web, { key: 'link', url: link }, link ) ] );
	}

	function Finding( { finding, number, place, onInsert, onCopy } ) {
		/* translators: %d: the number of a passage. */
		const which = hidden( sprintf( __( '(passage %d)', 'reuse-check' ), number ) );
		const show = () => dispatch( 'core/block-editor' ).selectBlock( place.clientId );
		return el( 'li', { className: 'reuse-check-finding is-' + finding.decision },
			el( 'h3', null, number + '. ', DECISIONS[ finding.decision ] ),
			el( 'blockquote', { dir: 'auto' }, shortened( finding.text ) ),
			/* translators: %s: a reason. */
			el( 'p', null, sprintf( __( 'Why: %s.', 'reuse-check' ), finding.reason ) ),
			el( 'p', null, originWords( finding.origin ) ),
			finding.certainty === 'possible' && el( 'p', null, __( 'It is only possible that these words were taken over.', 'reuse-check' ) ),
			el( AlsoIn, { alsoIn: finding.alsoIn } ),
			finding.steps.length > 0 && el( 'ol', null, finding.steps.map( ( step, n ) => el( Step, { key: n, step, link: finding.link } ) ) ),
			finding.credit && el( 'p', { className: 'reuse-check-credit', dir: 'auto' }, finding.credit ),
			el( 'p', { className: 'reuse-check-buttons' },
				finding.credit && place && button( { className: 'components-button is-primary', onClick: () => onInsert( finding ) }, __( 'Insert credit', 'reuse-check' ), which ),
				finding.credit && button( { onClick: ( event ) => onCopy( finding, event.currentTarget ) }, __( 'Copy credit line', 'reuse-check' ), which ),
				place && button( { onClick: show }, __( 'Show in the text', 'reuse-check' ), which )
			)
		);
	}

	function Release( { prefix, onRelease, isKeeping } ) {
		const [ reason, setReason ] = useState( '' );
		if ( ! settings.mayRelease ) {
			return el( 'p', null, __( 'Publishing is held back until these passages have a credit. An editor can go on with a reason.', 'reuse-check' ) );
		}
		const id = prefix + '-reuse-check-reason';
		return el( 'div', { className: 'reuse-check-release' },
			el( 'p', null, __( 'Publishing is held back until these passages have a credit, or until you say why it should go on.', 'reuse-check' ) ),
			el( 'label', { htmlFor: id }, __( 'Reason to publish without the credit', 'reuse-check' ) ),
			el( 'textarea', { id, rows: 2, maxLength: 500, value: reason, onChange: ( event ) => setReason( event.target.value ) } ),
			button( { 'aria-disabled': isKeeping, onClick: () => ! isKeeping && onRelease( reason ) }, __( 'Go on with this reason', 'reuse-check' ) )
		);
	}

	function View( { prefix, check } ) {
		const { state, said, owing, isStale, isHeld } = check;
		const top = useRef( null );
		const focused = ( act ) => ( ...given ) => {
			// The button goes away with its finding; the focus must not.
			top.current.focus();
			return act( ...given );
		};
		const isDone = state.phase === 'done';
		const findings = isDone ? state.verdict.findings : [];
		const shown = ( decisions ) => findings.map( ( finding, n ) => decisions.includes( finding.decision ) && el( Finding, {
			key: n,
			finding,
			number: n + 1,
			place: placeOf( state.draft, finding ),
			onInsert: focused( check.insert ),
			onCopy: check.copy,
		} ) ).filter( Boolean );
		const todo = shown( [ 'fail', 'warn' ] );
		const passing = shown( [ 'tell' ] );
		return el( 'div', { className: 'reuse-check is-' + state.phase },
			el( 'p', { className: 'reuse-check-headline', role: 'status', tabIndex: -1, ref: top }, check.headline ),
			state.phase === 'checking' && el( 'progress', { 'aria-label': __( 'Checking the draft', 'reuse-check' ) } ),
			isDone && isStale && el( 'p', null, __( 'The draft has changed since it was checked.', 'reuse-check' ) ),
			el( 'p', { className: 'reuse-check-said', role: 'status' }, said ),
			todo.length > 0 && el( 'ol', { className: 'reuse-check-findings' }, todo ),
			passing.length > 0 && el( 'details', null,
				/* translators: %d: a number of passages. */
				el( 'summary', null, sprintf( _n( '%d passage passes', '%d passages pass', passing.length, 'reuse-check' ), passing.length ) ),
				el( 'ol', { className: 'reuse-check-findings' }, passing )
			),
			isHeld && owing.length > 0 && el( Release, { prefix, onRelease: focused( check.release ), isKeeping: check.isKeeping } ),
			state.phase !== 'checking' && button( { onClick: focused( check.run ) }, state.phase === 'idle' ? __( 'Check this draft', 'reuse-check' ) : __( 'Check again', 'reuse-check' ) )
		);
	}

	// ---- the check, as the editor goes on

	function words( state, owing ) {
		switch ( state.phase ) {
			case 'idle':
				return __( 'The draft has not been checked yet.', 'reuse-check' );
			case 'checking':
				return __( 'Checking the draft.', 'reuse-check' );
			case 'failed':
				/* translators: %s: the reason. */
				return sprintf( __( 'This draft was not checked. %s Publishing is not held back.', 'reuse-check' ), state.why );
		}
		return headline( state.verdict, owing );
	}

	function useCheck( now ) {
		const [ state, setState ] = useState( { phase: 'idle' } );
		const [ released, setReleased ] = useState( [] );
		const [ said, setSaid ] = useState( '' );
		const [ isKeeping, setKeeping ] = useState( false );
		const running = useRef( null );

		const isDone = state.phase === 'done';
		const isStale = isDone && ( state.blocks !== now.blocks || state.title !== now.title );
		const owing = isDone ? state.verdict.findings.filter( ( one ) => one.decision === 'fail' && ! released.includes( one.fingerprint ) ) : [];
		const isWaiting = [ 'idle', 'checking' ].includes( state.phase ) || isStale;
		const isHeld = settings.lock && now.isOpen && ( isWaiting || owing.length > 0 );

		const ask = ( what, data, signal ) => wp.apiFetch( {
			path: '/reuse-check/v1/' + what,
			method: 'POST',
			data: { post: select( 'core/editor' ).getCurrentPostId(), ...data },
			signal,
		} );

		async function run() {
			const editor = select( 'core/editor' );
			const blocks = postBlocks( select );
			const title = editor.getEditedPostAttribute( 'title' );
			const draft = draftOf( blocks );
			running.current?.abort();
			const mine = ( running.current = new AbortController() );
			let found;
			setState( { phase: 'checking' } );
			try {
				const published = String( editor.getEditedPostAttribute( 'date' ) || '' );
				const verdict = await ask( 'check', { text: draft.text, title: title || '', published }, mine.signal );
				found = { phase: 'done', verdict, draft, blocks, title };
			} catch ( error ) {
				found = { phase: 'failed', why: String( error?.message || '' ) };
			}
			if ( ! mine.signal.aborted ) {
				setState( found );
			}
		}

		async function release( reason ) {
			if ( ! reason.trim() ) {
				setSaid( __( 'Type a reason first.', 'reuse-check' ) );
				return;
			}
			setKeeping( true );
			try {
				const kept = await ask( 'release', { reason, fingerprints: owing.map( ( one ) => one.fingerprint ) } );
				setReleased( ( before ) => [ ...before, ...kept.released ] );
				setSaid( '' );
			} catch ( error ) {
				/* translators: %s: what went wrong. */
				setSaid( sprintf( __( 'The reason was not kept. %s', 'reuse-check' ), String( error?.message || '' ) ) );
			}
			setKeeping( false );
		}

		function insertInto( finding ) {
			if ( isStale ) {
				setSaid( __( 'The draft has changed; it is being checked again.', 'reuse-check' ) );
			} else if ( insertCredit( state.draft, finding ) ) {
				setSaid( __( 'The credit is inserted.', 'reuse-check' ) );
			} else {
				setSaid( __( 'The credit could not be inserted here; copy it.', 'reuse-check' ) );
				return;
			}
			run();
		}

		async function copy( finding, pressed ) {
			if ( await copied( finding.credit ) ) {
				setSaid( __( 'The credit line is copied.', 'reuse-check' ) );
				return;
			}
			window.getSelection().selectAllChildren( pressed.closest( '.reuse-check-finding' ).querySelector( '.reuse-check-credit' ) );
			setSaid( __( 'The credit line is selected; copy it with the keyboard.', 'reuse-check' ) );
		}

		useEffect( () => {
			if ( now.isOpen ) {
				setSaid( '' );
				run();
			}
		}, [ now.isOpen ] );
		useEffect( () => {
			if ( now.isOpen && isStale ) {
				const timer = setTimeout( run, IDLE_MILLISECONDS );
				return () => clearTimeout( timer );
			}
		}, [ now.isOpen, isStale, now.blocks, now.title ] );
		useEffect( () => {
			const { lockPostSaving, unlockPostSaving } = dispatch( 'core/editor' );
			( isHeld ? lockPostSaving : unlockPostSaving )( LOCK );
		}, [ isHeld ] );

		return { state, said, owing, isStale, isHeld, isKeeping, headline: words( state, owing ), run, release, insert: insertInto, copy };
	}

	function ReuseCheck() {
		const now = useSelect( ( from ) => {
			const editor = from( 'core/editor' );
			return {
				blocks: postBlocks( from ),
				title: editor.getEditedPostAttribute( 'title' ),
				isOpen: editor.isPublishSidebarOpened(),
				isEnabled: editor.isPublishSidebarEnabled(),
			};
		}, [] );
		const check = useCheck( now );
		const { PluginPrePublishPanel, PluginSidebar, PluginSidebarMoreMenuItem } = wp.editor;
		const title = __( 'Published before', 'reuse-check' );
		return el( Fragment, null,
			el( PluginPrePublishPanel, { title, initialOpen: true, icon: 'search' }, el( View, { prefix: 'panel', check } ) ),
			el( PluginSidebarMoreMenuItem, { target: 'reuse-check', icon: 'search' }, title ),
			el( PluginSidebar, { name: 'reuse-check', title, icon: 'search' },
				el( 'div', { className: 'reuse-check-sidebar' },
					! now.isEnabled && el( 'p', null, __( 'Pre-publish checks are switched off in your preferences: a draft is only checked here.', 'reuse-check' ) ),
					el( View, { prefix: 'sidebar', check } )
				)
			)
		);
	}

	wp.plugins.registerPlugin( 'reuse-check', { render: ReuseCheck } );
} )( window.wp, window.reuseCheck );
